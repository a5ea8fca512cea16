package bsv.p2p.manager;

import bsv.p2p.api.error.PayloadFailed;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadConsumer;
import bsv.p2p.api.stream.PayloadFacts;
import bsv.p2p.api.stream.PayloadOffer;
import bsv.p2p.api.stream.PayloadStream;
import bsv.p2p.manager.connection.PeerConnection;
import bsv.p2p.manager.logging.LogText;
import bsv.p2p.manager.logging.RareLog;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// A large payload between the loop that brings its pieces and the thread that reads them. When much waits, nothing more is read from the
/// peer until little does.
final class IncomingPayload implements PayloadSink, PayloadStream {
    private static final RareLog LOG = new RareLog(LoggerFactory.getLogger(IncomingPayload.class));
    private static final long MUCH = 512 << 10;
    private static final long LITTLE = 256 << 10;

    private final PayloadOffer offer;
    private final PeerConnection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final ArrayDeque<Bytes> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean holding;
    private boolean abandoned;
    private End end = End.NONE;

    private enum End {
        NONE, RIGHT, WRONG_CHECKSUM, BROKEN
    }

    IncomingPayload(PayloadOffer offer, PeerConnection connection) {
        this.offer = offer;
        this.connection = connection;
    }

    /// Lets `consumer` read it, to the end or as far as it likes.
    void runWith(PayloadConsumer consumer) {
        try {
            consumer.consume(this);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (PayloadFailed failed) {
            log(failed, "payload given up");
        } catch (IOException | RuntimeException | Error failed) {
            log(failed, "a consumer of a payload failed; the rest is discarded");
        } finally {
            abandon();
        }
    }

    private void log(Throwable failed, String what) {
        LOG.at(Level.WARN).addKeyValue("peer_id", offer.peerId()).addKeyValue("peer_address", offer.address()).addKeyValue("error", LogText.safe(String.valueOf(failed.getMessage()))).log(what);
    }

    @Override
    public PayloadFacts facts() {
        return offer.facts();
    }

    @Override
    public Optional<Bytes> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && end == End.NONE) news.await();
            if (waiting.isEmpty()) return atEnd();
            var piece = waiting.remove();
            waitingBytes -= piece.length();
            if (waitingBytes <= LITTLE) release();
            return Optional.of(piece);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Bytes> atEnd() {
        var facts = offer.facts();
        return switch (end) {
            case RIGHT -> Optional.empty();
            case WRONG_CHECKSUM -> throw new PayloadFailed(PayloadFailed.Reason.WRONG_CHECKSUM, "%s of %d bytes from %s came with a wrong checksum".formatted(facts.command(), facts.length(), offer.address()));
            case BROKEN, NONE -> throw new PayloadFailed(PayloadFailed.Reason.CONNECTION_LOST, "%s of %d bytes from %s: the connection ended first".formatted(facts.command(), facts.length(), offer.address()));
        };
    }

    @Override
    public void take(Bytes piece) {
        lock.lock();
        try {
            if (abandoned) return;
            waiting.add(piece);
            waitingBytes += piece.length();
            if (waitingBytes >= MUCH && !holding) {
                holding = true;
                connection.hold();
            }
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void complete(boolean checksumOk) {
        end(checksumOk ? End.RIGHT : End.WRONG_CHECKSUM);
    }

    /// What came before can still be read.
    @Override
    public void broken() {
        end(End.BROKEN);
    }

    private void end(End how) {
        lock.lock();
        try {
            end = how;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private void abandon() {
        lock.lock();
        try {
            abandoned = true;
            waiting.clear();
            release();
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        if (holding) connection.release();
        holding = false;
    }
}
