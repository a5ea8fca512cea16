package bsv.p2p.store.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Properties;

/// SQLite in a file, with a write-ahead log beside it.
///
/// @param file the database
/// @param connector opens connections to it
record SqliteDialect(Path file, Connector connector) implements Dialect {
    static final String PREFIX = "jdbc:sqlite:";
    /// How long a log becomes before its pages go to the database, 16 MiB: most of them have been written several times by then.
    private static final int LOG_PAGES = 4_096;
    private static final int CACHE_KIB = 8_192;

    /// Reads a URL.
    ///
    /// @throws IllegalArgumentException if it is none of a SQLite file
    static SqliteDialect of(String url, Connector connector) {
        if (!url.startsWith(PREFIX)) throw new IllegalArgumentException("expected a URL that begins with jdbc:sqlite:, found one that does not");
        var file = url.substring(PREFIX.length());
        if (file.isEmpty() || file.startsWith(":") || file.startsWith("file:") || file.indexOf('?') >= 0) {
            throw new IllegalArgumentException("expected jdbc:sqlite: and the path of a file, found \"" + url + "\"");
        }
        return new SqliteDialect(Path.of(file), connector);
    }

    @Override
    public String url() {
        return PREFIX + file.toAbsolutePath();
    }

    @Override
    public String kind() {
        return "sqlite";
    }

    @Override
    public Claim claim(InstantSource clock) throws IOException, SQLException {
        var directory = file.toAbsolutePath().normalize().getParent();
        if (directory == null) throw new IOException(file + " is a directory in use, a file is needed");
        Files.createDirectories(directory);
        var place = Files.exists(file) ? file.toRealPath() : directory.toRealPath().resolve(file.getFileName());
        var use = FileUse.begin(place, clock.instant());
        boolean done = false;
        try {
            if (use.isAlone()) new SqliteCheckup(new SqliteDialect(place, connector), use.wasThere(), clock).run();
            done = true;
            return use;
        } finally {
            if (!done) use.close();
        }
    }

    @Override
    public Connection connect() throws SQLException {
        var connection = connect(new Properties());
        try {
            var session = new Session(connection);
            session.execute("pragma journal_mode = wal");
            session.execute("pragma wal_autocheckpoint = " + LOG_PAGES);
            session.execute("pragma cache_size = -" + CACHE_KIB);
            commitsAreDurable(session, false);
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /// Opens a connection that changes nothing, not even by taking in what the log has.
    Connection connectToRead() throws SQLException {
        var properties = new Properties();
        properties.setProperty("open_mode", "1");
        return connect(properties);
    }

    /// Opens a connection to a new file that is worthless until it is closed: nothing is done for it to survive before.
    Connection connectToFill() throws SQLException {
        var properties = new Properties();
        properties.setProperty("journal_mode", "OFF");
        properties.setProperty("synchronous", "OFF");
        return connect(properties);
    }

    private Connection connect(Properties properties) throws SQLException {
        // A transaction that reads first and writes then must not find that another process wrote in between.
        properties.setProperty("transaction_mode", "IMMEDIATE");
        properties.setProperty("busy_timeout", "10000");
        return connector.connect(url(), properties);
    }

    /// In a write-ahead log the commit that waits for the medium takes all before it along.
    @Override
    public void commitsAreDurable(Session session, boolean durable) throws SQLException {
        session.execute(durable ? "pragma synchronous = full" : "pragma synchronous = normal");
    }

    @Override
    public void takeTurn(Session session) {
        // Its transactions begin with the lock on the file.
    }

    @Override
    public String passingOverLocked() {
        return "";
    }

    @Override
    public boolean sumsRows() {
        return true;
    }

    @Override
    public boolean takesArrays() {
        return false;
    }
}
