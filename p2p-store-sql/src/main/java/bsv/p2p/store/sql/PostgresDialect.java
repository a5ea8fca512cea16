package bsv.p2p.store.sql;

import bsv.p2p.api.spi.Plugins;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// A database of a PostgreSQL server. What it holds is the server's to check and to repair: nothing is set aside here.
///
/// @param address the JDBC URL as it was given; what follows a `?` may be secret
/// @param user who connects; without one the driver decides
/// @param plugins where the driver may be
record PostgresDialect(String address, Optional<String> user, Optional<String> password, Plugins plugins) implements Dialect {
    static final String PREFIX = "jdbc:postgresql:";
    /// Any number will do, but always the same: writers of one database take turns by it.
    private static final long WRITERS = 0x70_32_70_70_65_65_72L;

    /// Reads a URL.
    ///
    /// @throws IllegalArgumentException if it has a user and a password where this driver knows none
    static PostgresDialect of(String url, Optional<String> user, Optional<String> password, Plugins plugins) {
        if (!url.startsWith(PREFIX)) throw new IllegalArgumentException("expected a URL that begins with " + PREFIX + ", found one that does not");
        if (withoutOptions(url).contains("@")) {
            throw new IllegalArgumentException("expected jdbc:postgresql://host:port/database, found an @; user and password are settings of their own");
        }
        return new PostgresDialect(url, user, password, plugins);
    }

    @Override
    public String url() {
        return withoutOptions(address);
    }

    @Override
    public List<Path> prepare(Instant now) {
        return List.of();
    }

    @Override
    public Connection connect() throws SQLException {
        var properties = new Properties();
        user.ifPresent(given -> properties.setProperty("user", given));
        password.ifPresent(given -> properties.setProperty("password", given));
        properties.setProperty("ApplicationName", "bsv-p2p");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("tcpKeepAlive", "true");
        var connection = Drivers.connect(address, properties, plugins);
        try {
            commitsAreDurable(connection, false);
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    @Override
    public void check(Connection connection) {
        // The server does.
    }

    @Override
    public boolean isDamage(SQLException failed) {
        return false;
    }

    @Override
    public List<Path> setAside(Instant now) {
        throw new IllegalStateException("a database of a server is never set aside");
    }

    /// The log of the server is one: the commit that waits for the medium takes all before it along.
    @Override
    public void commitsAreDurable(Connection connection, boolean durable) throws SQLException {
        execute(connection, durable ? "set synchronous_commit = on" : "set synchronous_commit = off");
    }

    /// Two batches that touch the same rows in different orders would otherwise wait for each other, and two peers of one address could
    /// meet between the question and the insert.
    @Override
    public void takeTurn(Connection connection) throws SQLException {
        execute(connection, "select pg_advisory_xact_lock(" + WRITERS + ")");
    }

    @Override
    public String passingOverLocked() {
        return " for update skip locked";
    }

    private static String withoutOptions(String url) {
        return url.replaceFirst("(?s)\\?.*", "");
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
