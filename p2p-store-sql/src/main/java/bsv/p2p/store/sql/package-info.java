/// Peers and bans as rows.
///
/// `SqlPeerStore` says what to ask and to write, `Tables` how a peer lies in its columns. `Database` has the connections and the
/// transactions, `Schema` brings the tables up to date, and a `Dialect` knows what one kind of database does differently.
///
/// A SQLite file is in nobody's care but ours: `FileUse` says who has it, `SqliteCheckup` looks at it before it is opened, and sees to it that
/// damage is told and nothing of what is left is lost.
@NullMarked
package bsv.p2p.store.sql;

import org.jspecify.annotations.NullMarked;
