package bsv.p2p.store.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Looks through all rows of a SQLite table for those that are not as they were written. Of many rows another thread takes half.
final class RowCheck<T> {
    private static final long MANY = 100_000;

    private final SqliteDialect dialect;
    private final Table<T> table;

    RowCheck(SqliteDialect dialect, Table<T> table) {
        this.dialect = dialect;
        this.table = table;
    }

    /// The numbers of those rows.
    List<Long> wrongRows(Session session) throws SQLException {
        long last = last(session);
        if (last < MANY) return wrongRows(session, 0, last);
        var half = new FutureTask<>(() -> {
            try (var own = new Session(dialect.connectToRead())) {
                return wrongRows(own, 0, last / 2);
            }
        });
        var thread = Thread.ofPlatform().daemon().name("p2p-store-sql-check").start(half);
        try {
            var wrong = wrongRows(session, last / 2 + 1, last);
            wrong.addAll(half.get());
            return wrong;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SQLException cause) throw cause;
            throw new IllegalStateException("rows were not looked through", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", interrupted);
        } finally {
            join(thread); // nobody may read when the file is mended
        }
    }

    private List<Long> wrongRows(Session session, long first, long last) throws SQLException {
        var wrong = new ArrayList<Long>();
        var rows = session.prepared("select " + table.names() + ", rowid from " + table.name() + " where rowid between ? and ?");
        rows.setLong(1, first);
        rows.setLong(2, last);
        try (var found = rows.executeQuery()) {
            while (found.next()) if (!table.isAsWritten(found)) wrong.add(found.getLong(table.width() + 1));
        }
        return wrong;
    }

    private long last(Session session) throws SQLException {
        try (var found = session.prepared("select max(rowid) from " + table.name()).executeQuery()) {
            return found.next() ? found.getLong(1) : 0;
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
