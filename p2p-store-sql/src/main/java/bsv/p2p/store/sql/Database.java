package bsv.p2p.store.sql;

import bsv.p2p.api.error.PeerStoreException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One database in two sessions: writers take turns in one, a transaction each, readers in the other.
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Dialect dialect;
    private final Dialect.Claim claim;
    private final Line writer;
    private final Line reader;
    /// Whether something was written that may not be on the medium. Belongs to whose turn it is to write.
    private boolean undurable;

    private Database(Dialect dialect, Dialect.Claim claim, Session writer, Session reader) {
        this.dialect = dialect;
        this.claim = claim;
        this.writer = new Line(dialect, writer);
        this.reader = new Line(dialect, reader);
    }

    /// Takes the database, checked, connects, and brings its tables up to date.
    ///
    /// @throws PeerStoreException if there is no driver, the database cannot be reached or repaired, or is of a later version
    static Database open(Dialect dialect, InstantSource clock) {
        try {
            var claim = dialect.claim(clock);
            try {
                return connect(dialect, claim);
            } catch (SQLException | IOException | RuntimeException failed) {
                claim.close();
                throw failed;
            }
        } catch (SQLException | IOException | PeerStoreException failed) {
            throw new PeerStoreException("cannot open the peer database %s: %s".formatted(dialect.url(), failed instanceof IOException ? failed : failed.getMessage()), failed);
        }
    }

    private static Database connect(Dialect dialect, Dialect.Claim claim) throws SQLException, IOException {
        var writer = new Session(dialect.connect());
        try {
            inTransaction(writer, session -> {
                dialect.takeTurn(session);
                Schema.bringUpToDate(session.connection(), dialect.kind());
                if (claim.isAlone()) Claims.releaseAll(session);
                return true;
            });
            var reader = new Session(dialect.connect());
            claim.share();
            return new Database(dialect, claim, writer, reader);
        } catch (SQLException | IOException | RuntimeException failed) {
            writer.close();
            throw failed;
        }
    }

    /// What this kind of database does differently.
    Dialect dialect() {
        return dialect;
    }

    /// Asks something. Sees all that was written before.
    <T> T read(Session.Work<T> query) {
        return reader.use(query);
    }

    /// Changes something in a transaction, which ends without any change if `change` throws. Writers take turns, those of other processes too.
    <T> T write(Session.Work<T> change) {
        return writeBesideOthers(inTurn(change));
    }

    /// As [#write], but at the same time as other processes write, where the database can.
    <T> T writeBesideOthers(Session.Work<T> change) {
        return writer.use(session -> {
            undurable = true;
            return inTransaction(session, change);
        });
    }

    /// As [#write], and it is on the medium with all before it when this returns.
    <T> T writeDurably(Session.Work<T> change) {
        return writer.use(session -> durably(session, change));
    }

    /// Sees to it that all is on the medium that was written before.
    void flush() {
        writer.use(this::flush);
    }

    @Override
    public void close() {
        try (claim) {
            closeLines();
        } catch (IOException failed) {
            LOG.atWarn().addKeyValue("path", dialect.url()).addKeyValue("error", failed.toString()).log("lock of the peer database was not released");
        }
    }

    private void closeLines() {
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

    private boolean flush(Session session) throws SQLException {
        return undurable && durably(session, Database::countFlush);
    }

    private <T> T durably(Session session, Session.Work<T> change) throws SQLException {
        dialect.commitsAreDurable(session, true);
        var result = inTransaction(session, inTurn(change));
        undurable = false;
        afterwards(session, () -> dialect.commitsAreDurable(session, false));
        return result;
    }

    private <T> Session.Work<T> inTurn(Session.Work<T> change) {
        return session -> {
            dialect.takeTurn(session);
            return change.in(session);
        };
    }

    private static boolean countFlush(Session session) throws SQLException {
        return session.prepared("update flushed set times = times + 1").executeUpdate() == 1;
    }

    /// Does something as a whole or not at all.
    static <T> T inTransaction(Session session, Session.Work<T> work) throws SQLException {
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            var result = work.in(session);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (done) afterwards(session, () -> connection.setAutoCommit(true));
            else {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /// What is committed is done, whatever fails then: the session is given up, and the next caller gets another.
    private static void afterwards(Session session, Step step) throws SQLException {
        try {
            step.run();
        } catch (SQLException failed) {
            LOG.atDebug().addKeyValue("error", failed.getMessage()).log("connection failed after a commit");
            session.close();
        }
    }

    /// Something that is done in a session.
    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }
}
