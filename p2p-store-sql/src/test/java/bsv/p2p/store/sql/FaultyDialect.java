package bsv.p2p.store.sql;

import bsv.p2p.testkit.StorageFaults;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A dialect whose connections fail at a step of the test's choice: to prepare, to execute, to commit.
final class FaultyDialect implements Dialect {
    private static final Set<String> STEPS = Set.of("prepareStatement", "createStatement", "execute", "executeUpdate", "executeBatch", "executeQuery", "commit", "setAutoCommit");

    private final Dialect real;
    private final StorageFaults faults;

    FaultyDialect(Dialect real, StorageFaults faults) {
        this.real = real;
        this.faults = faults;
    }

    boolean hasFailed() {
        return faults.failures() > 0;
    }

    void heal() {
        faults.heal();
    }

    @Override
    public String url() {
        return real.url();
    }

    @Override
    public List<Path> prepare(Instant now) throws IOException {
        return real.prepare(now);
    }

    @Override
    public Connection connect() throws SQLException {
        return faulty(Connection.class, real.connect());
    }

    @Override
    public void check(Connection connection) throws SQLException {
        real.check(connection);
    }

    @Override
    public boolean isDamage(SQLException failure) {
        return real.isDamage(failure);
    }

    @Override
    public List<Path> setAside(Instant now) throws IOException {
        return real.setAside(now);
    }

    @Override
    public void commitsAreDurable(Connection connection, boolean durable) throws SQLException {
        real.commitsAreDurable(connection, durable);
    }

    @Override
    public void takeTurn(Connection connection) throws SQLException {
        real.takeTurn(connection);
    }

    @Override
    public String passingOverLocked() {
        return real.passingOverLocked();
    }

    private <T> T faulty(Class<T> type, T object) {
        return type.cast(Proxy.newProxyInstance(FaultyDialect.class.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            try {
                if (STEPS.contains(method.getName())) faults.reach();
                var result = method.invoke(object, arguments);
                return switch (result) {
                    case PreparedStatement statement -> faulty(PreparedStatement.class, statement);
                    case Statement statement -> faulty(Statement.class, statement);
                    case null, default -> result;
                };
            } catch (IOException full) {
                throw new SQLException("disk I/O error", "", 10, full);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }
}
