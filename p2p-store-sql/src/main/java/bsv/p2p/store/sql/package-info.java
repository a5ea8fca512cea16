/// Peers and bans as rows.
///
/// `SqlPeerStore` says what to ask and to write, `PeerRows` how a peer lies in its columns. `Database` has the connections and the
/// transactions, `Schema` brings the tables up to date, and a `Dialect` knows what one kind of database does differently.
@NullMarked
package bsv.p2p.store.sql;

import org.jspecify.annotations.NullMarked;
