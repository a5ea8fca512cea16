package bsv.p2p.store.sql;

import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Settings;
import bsv.p2p.api.spi.StoreFiles;
import java.time.InstantSource;
import java.util.Map;

/// Opens the store `sql`, on a SQLite database file.
///
/// | setting | default | is |
/// |---|---|---|
/// | `url` | `jdbc:sqlite:` and `peers.db` in the data directory of this user | the JDBC URL; directories are made |
///
/// Several processes may share the file. A ban is on the medium when the call returns; peers are with the next ban or flush, and survive
/// the end of the process at any moment. A database that is damaged is renamed to `peers.db.damaged-TIME`, a warning names it, and an empty
/// one takes its place; one made by a later version is refused. All that SQLite can find out is found at open in files up to 48 MiB, in
/// larger ones all but contradictions between an index and its table; a bit flipped inside a text goes unnoticed in any. Times beyond the
/// year 2262 are kept as its end.
public final class SqlPeerStoreProvider implements PeerStoreProvider {
    public SqlPeerStoreProvider() {}

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public PeerStore open(Map<String, String> settings) {
        var read = new Settings(settings);
        var dialect = read.parsed("url", SqliteDialect::of);
        read.check();
        return new SqlPeerStore(Database.open(dialect.orElseGet(() -> new SqliteDialect(StoreFiles.dataDirectory().resolve("peers.db"))), InstantSource.system()));
    }
}
