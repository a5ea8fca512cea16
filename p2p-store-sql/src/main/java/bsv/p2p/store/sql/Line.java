package bsv.p2p.store.sql;

import bsv.p2p.api.error.PeerStoreException;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A session in which callers take turns. After a failure, which may have left it in any state, it is given up, and the next caller
/// gets a new one. Every failure of the database becomes a [PeerStoreException] that names it.
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    private final Dialect dialect;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable Session session;
    private boolean closed;

    Line(Dialect dialect, Session session) {
        this.dialect = dialect;
        this.session = session;
    }

    /// Does something when it is the caller's turn.
    ///
    /// @throws PeerStoreException if it fails, or this is closed
    <T> T use(Session.Work<T> work) {
        turn.lock();
        try {
            if (closed) throw new PeerStoreException("the peer database " + dialect.url() + " is closed");
            return work.in(session());
        } catch (SQLException failed) {
            giveUp();
            throw failure(failed);
        } finally {
            turn.unlock();
        }
    }

    /// Does a last thing, and ends the connection whether that works or not. Later calls do nothing.
    ///
    /// @throws PeerStoreException if it fails
    void close(Session.Work<?> last) {
        turn.lock();
        try {
            if (!closed) last.in(session());
        } catch (SQLException failed) {
            throw failure(failed);
        } finally {
            closed = true;
            giveUp();
            turn.unlock();
        }
    }

    private Session session() throws SQLException {
        var open = session;
        if (open == null || open.isClosed()) session = open = new Session(dialect.connect());
        return open;
    }

    private void giveUp() {
        try (var _ = session) {
            session = null;
        } catch (SQLException failed) {
            LOG.atDebug().addKeyValue("path", dialect.url()).addKeyValue("error", failed.getMessage()).log("connection did not close well");
        }
    }

    private PeerStoreException failure(SQLException failed) {
        return new PeerStoreException("the peer database %s failed: %s".formatted(dialect.url(), failed.getMessage()), failed);
    }
}
