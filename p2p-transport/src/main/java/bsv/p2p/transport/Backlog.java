package bsv.p2p.transport;

import bsv.p2p.api.spi.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/// What waits to be written on one link: how many bytes it is, whether that is too much, and how long the peer has taken none.
final class Backlog {
    private final NettyLink link;
    private final Allowance allowance;
    private final Duration writeTimeout;
    private final Account frames = new Account();
    private final Account large = new Account();
    private final Account pieces = new Account();

    private volatile boolean congested;

    // From here on only touched on the loop.
    private boolean waiting;
    private long lastTaken;
    private Optional<EventLoop.Timeout> writeTimer = Optional.empty();

    Backlog(NettyLink link, long maxQueuedBytes, Duration writeTimeout) {
        this.link = link;
        this.allowance = new Allowance(maxQueuedBytes);
        this.writeTimeout = writeTimeout;
    }

    /// Bytes of one kind, counted by any thread.
    final class Account {
        private static final AtomicLongFieldUpdater<Account> BYTES = AtomicLongFieldUpdater.newUpdater(Account.class, "bytes");
        private volatile long bytes;

        private Account() {}

        /// Counts what will wait, unless it is too much: then the link is cut off. What is larger than the whole allowance may wait, one at a time.
        ///
        /// @return whether it was counted
        boolean admit(long cost) {
            long after = BYTES.addAndGet(this, cost);
            if (after <= Math.max(allowance.bytes(), cost)) return true;
            remove(cost);
            link.cutOff("reads too slowly: %d bytes wait".formatted(bytes()));
            return false;
        }

        /// Counts what will wait, however much it is.
        void add(long cost) {
            BYTES.addAndGet(this, cost);
        }

        /// It waits no longer, whatever became of it.
        void remove(long cost) {
            BYTES.addAndGet(this, -cost);
        }
    }

    /// Where a frame of this cost is counted. Large ones do not congest: they may take their time.
    Account accountFor(long cost) {
        return cost > allowance.bytes() ? large : frames;
    }

    /// Where pieces of a payload are counted that is read while it is written.
    Account pieces() {
        return pieces;
    }

    /// With the overhead of each frame. From any thread.
    long bytes() {
        return frames.bytes + large.bytes + pieces.bytes;
    }

    boolean isEmpty() {
        return bytes() == 0;
    }

    /// Whether so much waits that the peer should take some of it before it gets more answers. Once it is, the link hears when the peer
    /// did. On the loop, as all that follows.
    boolean isCongested() {
        if (frames.bytes > allowance.congested()) congested = true;
        return congested;
    }

    /// What [#isCongested] last told. From any thread.
    boolean wasCongested() {
        return congested;
    }

    /// The peer took something.
    void taken(Account account, long count, long now) {
        lastTaken = now;
        settle(account, count);
    }

    /// As [Account#remove], and tells the link if that was what it waited for.
    void settle(Account account, long count) {
        account.remove(count);
        if (congested && frames.bytes <= allowance.relieved()) {
            congested = false;
            link.relieved();
        }
    }

    /// From now on the peer has to take something now and then, as long as something waits.
    void watch() {
        if (waiting || isEmpty()) return;
        waiting = true;
        lastTaken = link.loop().nanoTime();
        if (writeTimer.isEmpty()) writeTimer = Optional.of(link.loop().schedule(this::checkProgress, writeTimeout));
    }

    /// Nothing waits any more. The timer runs on and finds that out: most that is written is taken at once, and to set one each time costs more
    /// than the rest.
    void stopWatching() {
        waiting = false;
    }

    void end() {
        waiting = false;
        writeTimer.ifPresent(EventLoop.Timeout::cancel);
        writeTimer = Optional.empty();
    }

    private void checkProgress() {
        writeTimer = Optional.empty();
        if (!waiting) return;
        long left = writeTimeout.toNanos() - (link.loop().nanoTime() - lastTaken);
        if (left > 0) {
            writeTimer = Optional.of(link.loop().schedule(this::checkProgress, Duration.ofNanos(left)));
        } else {
            link.cutOff("took no byte for %d ms, %d bytes wait".formatted(writeTimeout.toMillis(), bytes()));
        }
    }
}
