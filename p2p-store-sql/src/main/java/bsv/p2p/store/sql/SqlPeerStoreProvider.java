package bsv.p2p.store.sql;

import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.api.spi.Settings;
import bsv.p2p.api.spi.StoreFiles;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Opens the store `sql`, on a SQLite database file or a PostgreSQL server.
///
/// | setting | default | is |
/// |---|---|---|
/// | `url` | `jdbc:sqlite:` and `peers.db` in the data directory of this user | the JDBC URL: `jdbc:sqlite:FILE`, directories are made, or `jdbc:postgresql://HOST:PORT/DATABASE` |
/// | `user` | the driver's | who connects to the server; not for SQLite |
/// | `password` | none | the password of the user; not for SQLite |
///
/// On PostgreSQL many processes share one table of peers, and [bsv.p2p.api.spi.SharedPeerStore#claim] hands each peer to one of them. Writes
/// are visible to all at once; what the server is told to keep it keeps itself, a ban at once and peers within its `wal_writer_delay`. The
/// driver is a plugin folder of the image; elsewhere it is a dependency of the application. Options of the driver follow the URL after a `?`; they are never logged.
///
/// On SQLite several processes may share the file. A ban is on the medium when the call returns; peers are with the next ban or flush, and survive
/// the end of the process at any moment. The lock file `peers.db.lock` tells who uses it, and stays.
///
/// Whoever opens the file when nobody else has it looks whether it is sound: the structure, what defines the tables, the log, and a checksum in
/// each row. What is damaged is kept beside it, byte for byte, as `peers.db.damaged-TIME`, and a warning names both; then the file is mended, or
/// begun anew with all that can be read. In files above 48 MiB contradictions between an index and its table are not looked for. Rows may be
/// edited by hand: a trigger takes their checksum away. A file made by a later version is refused. Times beyond the year 2262 are kept as its end.
public final class SqlPeerStoreProvider implements PeerStoreProvider {
    public SqlPeerStoreProvider() {}

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public PeerStore open(Map<String, String> settings) {
        return open(settings, Plugins.installed());
    }

    @Override
    public PeerStore open(Map<String, String> settings, Plugins plugins) {
        var read = new Settings(settings);
        var user = read.text("user");
        var password = read.text("password");
        var dialect = read.parsed("url", url -> dialect(url, user, password, plugins));
        read.check();
        return new SqlPeerStore(Database.open(dialect.orElseGet(() -> new SqliteDialect(StoreFiles.dataDirectory().resolve("peers.db"), Drivers.installed())), InstantSource.system()));
    }

    private static Dialect dialect(String url, Optional<String> user, Optional<String> password, Plugins plugins) {
        if (url.startsWith(PostgresDialect.PREFIX)) return PostgresDialect.of(url, user, password, new Drivers(plugins));
        if (user.isPresent() || password.isPresent()) throw new IllegalArgumentException("expected one of a server, as there is a user or a password");
        return SqliteDialect.of(url, Drivers.installed());
    }
}
