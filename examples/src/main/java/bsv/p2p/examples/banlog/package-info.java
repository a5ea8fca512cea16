/// An extension: it rides along with a node and writes a file of the bans that the node sets and lifts.
///
/// Take it with `builder.extensions(List.of("ban-log"), Map.of("ban-log.file", "bans.txt"))`.
@NullMarked
package bsv.p2p.examples.banlog;

import org.jspecify.annotations.NullMarked;
