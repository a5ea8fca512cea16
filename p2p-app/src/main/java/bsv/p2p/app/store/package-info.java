/// Peer stores as commands use them without a node: opened by the configuration, filtered, written to and read from files.
///
/// In flow lines of JSON or CSV, or a ban list of the reference node; out flow the same. Peers pass one at a time: a store of any size
/// goes through without being held in memory.
@NullMarked
package bsv.p2p.app.store;

import org.jspecify.annotations.NullMarked;
