package bsv.p2p.store.sql;

import bsv.p2p.api.spi.Plugins;
import bsv.p2p.api.spi.StoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/// SQLite in a file, with a write-ahead log beside it.
///
/// @param file the database
record SqliteDialect(Path file) implements Dialect {
    static final String PREFIX = "jdbc:sqlite:";
    /// Result codes of SQLite, see its documentation.
    private static final int CORRUPT = 11;
    private static final int NOT_A_DATABASE = 26;
    /// Largest file, in bytes, whose indexes are compared with its rows. A hundred thousand peers fit; of a million it would take too long.
    private static final long THOROUGH = 48L << 20;

    /// Reads a URL.
    ///
    /// @throws IllegalArgumentException if it is none of a SQLite file
    static SqliteDialect of(String url) {
        if (!url.startsWith(PREFIX)) throw new IllegalArgumentException("expected a URL that begins with jdbc:sqlite:, found one that does not");
        var file = url.substring(PREFIX.length());
        if (file.isEmpty() || file.startsWith(":") || file.startsWith("file:") || file.indexOf('?') >= 0) {
            throw new IllegalArgumentException("expected jdbc:sqlite: and the path of a file, found \"" + url + "\"");
        }
        return new SqliteDialect(Path.of(file));
    }

    @Override
    public String url() {
        return PREFIX + file.toAbsolutePath();
    }

    @Override
    public List<Path> prepare(Instant now) throws IOException {
        var directory = file.toAbsolutePath().normalize().getParent();
        if (directory == null) throw new IOException(file + " is a directory in use, a file is needed");
        Files.createDirectories(directory);
        return setAside(files().filter(place -> Files.isDirectory(place) || (place.equals(file) && isStump(place))).toList(), now);
    }

    @Override
    public Connection connect() throws SQLException {
        var properties = new Properties();
        // A transaction that reads first and writes then must not find that another process wrote in between.
        properties.setProperty("transaction_mode", "IMMEDIATE");
        properties.setProperty("busy_timeout", "10000");
        var connection = Drivers.connect(url(), properties, Plugins.installed());
        try {
            execute(connection, "pragma journal_mode = wal");
            commitsAreDurable(connection, false);
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    @Override
    public void check(Connection connection) throws SQLException {
        var pragma = file.toFile().length() <= THOROUGH ? "pragma integrity_check(1)" : "pragma quick_check(1)";
        try (var statement = connection.createStatement(); var found = statement.executeQuery(pragma)) {
            var answer = found.next() ? String.valueOf(found.getString(1)) : "no answer";
            if (!answer.equals("ok")) throw new SQLException("integrity check: " + answer, "", CORRUPT);
        }
    }

    @Override
    public boolean isDamage(SQLException failed) {
        int code = failed.getErrorCode() & 0xff;
        return code == CORRUPT || code == NOT_A_DATABASE;
    }

    @Override
    public List<Path> setAside(Instant now) throws IOException {
        return setAside(files().filter(Files::exists).toList(), now);
    }

    /// Whether a file is shorter than any database: SQLite would take it for a new one and write over it. A file without any bytes is a new one.
    private static boolean isStump(Path file) {
        var length = file.toFile().length();
        return length > 0 && length < 512;
    }

    /// In a write-ahead log the commit that waits for the medium takes all before it along.
    @Override
    public void commitsAreDurable(Connection connection, boolean durable) throws SQLException {
        execute(connection, durable ? "pragma synchronous = full" : "pragma synchronous = normal");
    }

    @Override
    public void takeTurn(Connection connection) {
        // Its transactions begin with the lock on the file.
    }

    @Override
    public String passingOverLocked() {
        return "";
    }

    private Stream<Path> files() {
        return Stream.of("", "-wal", "-shm").map(suffix -> file.resolveSibling(file.getFileName() + suffix));
    }

    private static List<Path> setAside(List<Path> places, Instant now) throws IOException {
        var aside = new ArrayList<Path>();
        for (var place : places) aside.add(StoreFiles.setAside(place, now));
        return aside;
    }

    private static void execute(Connection connection, String pragma) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(pragma);
        }
    }
}
