package bsv.p2p.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;

/// A database of a PostgreSQL server. What it holds is the server's to check and to repair: nothing is set aside here.
///
/// @param address the JDBC URL as it was given; what follows a `?` may be secret
/// @param user who connects; without one the driver decides
/// @param connector opens connections to it
record PostgresDialect(String address, Optional<String> user, Optional<String> password, Connector connector) implements Dialect {
    static final String PREFIX = "jdbc:postgresql:";
    /// Any number will do, but always the same: writers of one database take turns by it.
    private static final long WRITERS = 0x70_32_70_70_65_65_72L;

    /// Reads a URL.
    ///
    /// @throws IllegalArgumentException if it has a user and a password where this driver knows none
    static PostgresDialect of(String url, Optional<String> user, Optional<String> password, Connector connector) {
        if (!url.startsWith(PREFIX)) throw new IllegalArgumentException("expected a URL that begins with " + PREFIX + ", found one that does not");
        if (withoutOptions(url).contains("@")) {
            throw new IllegalArgumentException("expected jdbc:postgresql://host:port/database, found an @; user and password are settings of their own");
        }
        return new PostgresDialect(url, user, password, connector);
    }

    @Override
    public String url() {
        return withoutOptions(address);
    }

    @Override
    public String kind() {
        return "postgresql";
    }

    @Override
    public Claim claim(InstantSource clock) {
        return Claim.OF_MANY;
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
        var connection = connector.connect(address, properties);
        try {
            commitsAreDurable(new Session(connection), false);
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /// The log of the server is one: the commit that waits for the medium takes all before it along.
    @Override
    public void commitsAreDurable(Session session, boolean durable) throws SQLException {
        session.execute(durable ? "set synchronous_commit = on" : "set synchronous_commit = off");
    }

    /// Two batches that touch the same rows in different orders would otherwise wait for each other, and two peers of one address could
    /// meet between the question and the insert.
    @Override
    public void takeTurn(Session session) throws SQLException {
        session.execute("select pg_advisory_xact_lock(" + WRITERS + ")");
    }

    @Override
    public String passingOverLocked() {
        return " for update skip locked";
    }

    /// Its pages may have checksums, which is the choice of who made the cluster.
    @Override
    public boolean sumsRows() {
        return false;
    }

    @Override
    public boolean takesArrays() {
        return true;
    }

    private static String withoutOptions(String url) {
        return url.replaceFirst("(?s)\\?.*", "");
    }
}
