package bsv.p2p.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// A connection with the statements that were prepared on it, each of them once. Not safe for many threads.
final class Session implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /// Takes over a connection.
    Session(Connection connection) {
        this.connection = connection;
    }

    /// What is done in a session.
    @FunctionalInterface
    interface Work<T> {
        T in(Session session) throws SQLException;
    }

    Connection connection() {
        return connection;
    }

    /// A statement, ready for its parameters. It belongs to the session: the caller closes its results and nothing else.
    ///
    /// @param sql one of few; values are parameters
    PreparedStatement prepared(String sql) throws SQLException {
        var known = prepared.get(sql);
        if (known != null && !known.isClosed()) return known; // some drivers close one that failed
        var statement = connection.prepareStatement(sql);
        prepared.put(sql, statement);
        return statement;
    }

    /// Runs a command once.
    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    boolean isClosed() throws SQLException {
        return connection.isClosed();
    }

    /// Ends the connection, and its statements with it.
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
