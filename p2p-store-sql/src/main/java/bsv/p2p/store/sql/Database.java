package bsv.p2p.store.sql;

import bsv.p2p.api.error.PeerStoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One database on two connections: writers take turns on one, a transaction each, readers on the other.
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Dialect dialect;
    private final Line writer;
    private final Line reader;
    /// Whether something was written that may not be on the medium. Belongs to whose turn it is to write.
    private boolean undurable;

    private Database(Dialect dialect, Connection writer, Connection reader) {
        this.dialect = dialect;
        this.writer = new Line(dialect, writer);
        this.reader = new Line(dialect, reader);
    }

    /// Connects, checks the database and brings its tables up to date. One that is damaged is set aside, and a new one begun.
    ///
    /// @throws PeerStoreException if there is no driver, the database cannot be reached, or is of a later version
    static Database open(Dialect dialect, InstantSource clock) {
        try {
            warnSetAside(dialect, "it is no database file", dialect.prepare(clock.instant()));
            try {
                return connect(dialect);
            } catch (SQLException damaged) {
                if (!dialect.isDamage(damaged)) throw damaged;
                warnSetAside(dialect, String.valueOf(damaged.getMessage()), dialect.setAside(clock.instant()));
                return connect(dialect);
            }
        } catch (SQLException | IOException | PeerStoreException failed) {
            throw new PeerStoreException("cannot open the peer database %s: %s".formatted(dialect.url(), failed instanceof IOException ? failed : failed.getMessage()), failed);
        }
    }

    private static void warnSetAside(Dialect dialect, String why, List<Path> places) {
        if (places.isEmpty()) return;
        LOG.atWarn().addKeyValue("path", dialect.url()).addKeyValue("kept_as", places).addKeyValue("reason", why.replaceAll("[^ -~]+", "?"))
                .log("peer database is damaged, it was set aside and an empty one begun");
    }

    private static Database connect(Dialect dialect) throws SQLException {
        var writer = dialect.connect();
        try {
            dialect.check(writer);
            inTransaction(writer, connection -> {
                dialect.takeTurn(connection);
                Schema.bringUpToDate(connection);
                return true;
            });
            return new Database(dialect, writer, dialect.connect());
        } catch (SQLException | PeerStoreException failed) {
            writer.close();
            throw failed;
        }
    }

    /// Asks something. Sees all that was written before.
    <T> T read(Line.Work<T> query) {
        return reader.use(query);
    }

    /// Changes something in a transaction, which ends without any change if `change` throws. Writers take turns, those of other processes too.
    <T> T write(Line.Work<T> change) {
        return writeBesideOthers(inTurn(change));
    }

    /// As [#write], but at the same time as other processes write, where the database can.
    <T> T writeBesideOthers(Line.Work<T> change) {
        return writer.use(connection -> {
            undurable = true;
            return inTransaction(connection, change);
        });
    }

    /// As [#write], and it is on the medium with all before it when this returns.
    <T> T writeDurably(Line.Work<T> change) {
        return writer.use(connection -> durably(connection, change));
    }

    /// Sees to it that all is on the medium that was written before.
    void flush() {
        writer.use(this::flush);
    }

    @Override
    public void close() {
        try {
            writer.close(this::flush);
        } finally {
            reader.close(_ -> true);
        }
    }

    @Override
    public String toString() {
        return dialect.url();
    }

    private boolean flush(Connection connection) throws SQLException {
        return undurable && durably(connection, Database::countFlush);
    }

    private <T> T durably(Connection connection, Line.Work<T> change) throws SQLException {
        dialect.commitsAreDurable(connection, true);
        var result = inTransaction(connection, inTurn(change));
        undurable = false;
        afterwards(connection, () -> dialect.commitsAreDurable(connection, false));
        return result;
    }

    private <T> Line.Work<T> inTurn(Line.Work<T> change) {
        return connection -> {
            dialect.takeTurn(connection);
            return change.on(connection);
        };
    }

    /// What a `select` of rows to claim ends with, see [Dialect#passingOverLocked()].
    String passingOverLocked() {
        return dialect.passingOverLocked();
    }

    private static boolean countFlush(Connection connection) throws SQLException {
        try (var update = connection.prepareStatement("update flushed set times = times + 1")) {
            return update.executeUpdate() == 1;
        }
    }

    private static <T> T inTransaction(Connection connection, Line.Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            var result = work.on(connection);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (done) afterwards(connection, () -> connection.setAutoCommit(true));
            else {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /// What is committed is done, whatever fails then: the connection is given up, and the next caller gets another.
    private static void afterwards(Connection connection, Step step) throws SQLException {
        try {
            step.run();
        } catch (SQLException failed) {
            LOG.atDebug().addKeyValue("error", failed.getMessage()).log("connection failed after a commit");
            connection.close();
        }
    }

    /// Something that is done to a connection.
    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }
}
