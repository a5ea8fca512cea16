import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.store.sql.SqlPeerStoreProvider;
import java.sql.Driver;
import org.jspecify.annotations.NullMarked;

/// A peer store on a SQL database: an embedded SQLite unless a JDBC URL names a PostgreSQL server.
///
/// In flow peers and bans to remember; out flow rows, written in batches. Several processes may share one database.
/// Nothing is exported: the store is a service of `bsv.p2p.api` named `sql`. The JDBC driver is found at run time.
///
/// Start reading at [bsv.p2p.store.sql].
@NullMarked
module bsv.p2p.store.sql {
    requires static org.jspecify;

    requires bsv.p2p.api;
    requires java.sql;
    requires org.slf4j;

    uses Driver;

    provides PeerStoreProvider with SqlPeerStoreProvider;
}
