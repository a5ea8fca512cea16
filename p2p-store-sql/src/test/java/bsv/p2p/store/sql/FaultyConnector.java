package bsv.p2p.store.sql;

import bsv.p2p.testkit.StorageFaults;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;

/// Opens connections that fail at a step of the test's choice: to connect, to prepare, to execute, to commit.
final class FaultyConnector implements Connector {
    private static final Set<String> STEPS = Set.of("prepareStatement", "createStatement", "execute", "executeUpdate", "executeBatch", "executeQuery", "commit", "setAutoCommit",
            "setSavepoint", "releaseSavepoint");

    private final Connector real;
    private final StorageFaults faults;

    FaultyConnector(Connector real, StorageFaults faults) {
        this.real = real;
        this.faults = faults;
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        reach();
        return faulty(Connection.class, real.connect(url, properties));
    }

    private void reach() throws SQLException {
        try {
            faults.reach();
        } catch (IOException full) {
            throw new SQLException("disk I/O error", "", 10, full);
        }
    }

    private <T> T faulty(Class<T> type, T object) {
        return type.cast(Proxy.newProxyInstance(FaultyConnector.class.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            try {
                if (STEPS.contains(method.getName())) reach();
                var result = method.invoke(object, arguments);
                return switch (result) {
                    case PreparedStatement statement -> faulty(PreparedStatement.class, statement);
                    case Statement statement -> faulty(Statement.class, statement);
                    case null, default -> result;
                };
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }
}
