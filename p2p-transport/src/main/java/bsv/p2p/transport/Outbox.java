package bsv.p2p.transport;

import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.Link.SendOutcome;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.stream.PayloadSource;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// The writing side of a link: frames that wait, how many bytes they are, and how long the peer has taken none.
///
/// Frames are handed over by any thread, in the order in which they will be written, and given to Netty on the loop, all that there are
/// in one turn with one flush. A frame that is larger than the whole allowance may wait too, but only one at a time.
final class Outbox {
    private final NettyLink link;
    private final SocketChannel channel;
    private final Owner owner;
    private final Tally tally;
    private final Traffic traffic;
    private final Allowance allowance;
    private final Duration writeTimeout;
    private final Queue<Waiting> handedOver = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean drainDue = new AtomicBoolean();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong queuedLarge = new AtomicLong();
    private final AtomicLong queuedPieces = new AtomicLong();
    private final Magic magic;
    private volatile boolean congested;

    // From here on only touched on the loop.
    private long lastTaken;
    private Optional<EventLoop.Timeout> writeTimer = Optional.empty();
    private Optional<PayloadPump> payload = Optional.empty();

    Outbox(NettyLink link, SocketChannel channel, Owner owner, LinkOptions options, Tally tally, Traffic traffic) {
        this.link = link;
        this.channel = channel;
        this.owner = owner;
        this.tally = tally;
        this.traffic = traffic;
        this.magic = options.magic();
        this.allowance = new Allowance(options.maxQueuedBytes());
        this.writeTimeout = options.writeTimeout();
    }

    /// Takes a frame, from any thread; cuts the link off if there are too many.
    ///
    /// @return false if it was not taken: `frame` is still the caller's
    boolean offer(ByteBuf frame, SendOutcome outcome) {
        long cost = Allowance.cost(frame.readableBytes());
        var account = cost > allowance.bytes() ? queuedLarge : queued;
        long after = account.addAndGet(cost);
        if (after > Math.max(allowance.bytes(), cost)) {
            account.addAndGet(-cost);
            link.cutOff("reads too slowly: %d bytes wait".formatted(queuedBytes()));
            return false;
        }
        handOver(new Outgoing(frame, cost, account, outcome, true));
        return true;
    }

    /// Takes a payload that is read while it is written; what is offered later waits for its end. From any thread.
    void offer(PayloadSource payload, SendOutcome outcome) {
        handOver(new OutgoingPayload(payload, outcome));
    }

    private void handOver(Waiting next) {
        handedOver.add(next);
        if (!drainDue.getAndSet(true) && !link.loop().tryExecute(this::drain)) abandon();
    }

    /// Tells `outcome` that nothing was written. From any thread.
    void refuse(SendOutcome outcome) {
        if (!link.loop().tryExecute(() -> owner.hears(outcome, false))) outcome.done(false);
    }

    /// With the overhead of each frame. From any thread.
    long queuedBytes() {
        return queued.get() + queuedLarge.get() + queuedPieces.get();
    }

    boolean isEmpty() {
        return queuedBytes() == 0;
    }

    /// Whether so much waits that the peer should take some of it before it gets more answers. Once it is, the link hears when the peer
    /// did. Large frames do not count: they may take their time. On the loop, as all that follows.
    boolean isCongested() {
        if (queued.get() > allowance.congested()) congested = true;
        return congested;
    }

    /// What [#isCongested] last told. From any thread.
    boolean wasCongested() {
        return congested;
    }

    /// Gives Netty what was handed over.
    void drain() {
        drainDue.set(false);
        while (payload.isEmpty()) {
            var next = handedOver.poll();
            if (next == null) break;
            next.begin();
        }
        channel.flush();
        if (!isEmpty() && writeTimer.isEmpty() && channel.isActive()) awaitProgress();
    }

    /// Whether a payload is under way that may take its time.
    boolean hasPayload() {
        return payload.isPresent();
    }

    /// Gives up the payload that is under way.
    void dropPayload() {
        payload.ifPresent(PayloadPump::stop);
        payloadDone(false);
    }

    private void payloadDone(boolean written) {
        var done = payload;
        payload = Optional.empty();
        done.ifPresent(pump -> {
            if (written) traffic.sent(pump.command(), pump.frameBytes());
            owner.hears(pump.outcome(), written);
        });
    }

    void end() {
        writeTimer.ifPresent(EventLoop.Timeout::cancel);
        writeTimer = Optional.empty();
    }

    private void awaitProgress() {
        lastTaken = link.loop().nanoTime();
        writeTimer = Optional.of(link.loop().schedule(this::checkProgress, writeTimeout));
    }

    private void checkProgress() {
        long left = writeTimeout.toNanos() - (link.loop().nanoTime() - lastTaken);
        if (left > 0) {
            writeTimer = Optional.of(link.loop().schedule(this::checkProgress, Duration.ofNanos(left)));
        } else {
            link.cutOff("took no byte for %d ms, %d bytes wait".formatted(writeTimeout.toMillis(), queuedBytes()));
        }
    }

    /// The loop ended: nobody writes any more.
    private void abandon() {
        drainDue.set(false);
        for (var next = handedOver.poll(); next != null; next = handedOver.poll()) next.abandon();
    }

    /// Something that was handed over.
    private sealed interface Waiting {
        /// Its turn has come. On the loop.
        void begin();

        /// It will never come. From any thread.
        void abandon();
    }

    /// A payload on its way, whose pump runs on its own thread and calls here.
    private final class OutgoingPayload implements Waiting, PayloadPump.Receiver {
        private final PayloadPump pump;

        OutgoingPayload(PayloadSource source, SendOutcome outcome) {
            pump = new PayloadPump(source, outcome, magic, channel.alloc(), this);
        }

        @Override
        public void begin() {
            if (!channel.isActive()) {
                owner.hears(pump.outcome(), false);
                return;
            }
            payload = Optional.of(pump);
            pump.start();
        }

        @Override
        public void abandon() {
            pump.outcome().done(false);
        }

        @Override
        public void take(ByteBuf piece, boolean last) {
            if (!link.loop().tryExecute(() -> write(piece, last))) piece.release();
        }

        @Override
        public void notBegun(Exception cause) {
            link.loop().tryExecute(() -> {
                if (!isCurrent()) return;
                link.complain("a payload to be sent cannot be read", cause);
                payloadDone(false);
                drain();
            });
        }

        @Override
        public void brokenOff(Exception cause) {
            link.loop().tryExecute(() -> {
                if (isCurrent()) link.failed("a payload on its way to a peer cannot be read on; its link is closed", cause);
            });
        }

        private boolean isCurrent() {
            return payload.isPresent() && payload.get() == pump;
        }

        private void write(ByteBuf piece, boolean last) {
            if (!isCurrent()) {
                piece.release();
                return;
            }
            int cost = piece.readableBytes();
            queuedPieces.addAndGet(cost);
            new Outgoing(piece, cost, queuedPieces, written -> {
                pump.makeRoom();
                if (!last || !isCurrent()) return;
                payloadDone(written);
                drain();
            }, last).begin();
            drain();
        }
    }

    /// A frame on its way, listening to what becomes of it.
    private final class Outgoing implements Waiting, ChannelProgressiveFutureListener {
        private final ByteBuf frame;
        private final SendOutcome outcome;
        private final AtomicLong account;
        private final boolean endsMessage;
        private long cost;
        private long taken;

        Outgoing(ByteBuf frame, long cost, AtomicLong account, SendOutcome outcome, boolean endsMessage) {
            this.frame = frame;
            this.cost = cost;
            this.account = account;
            this.outcome = outcome;
            this.endsMessage = endsMessage;
        }

        @Override
        public void begin() {
            var _ = channel.write(frame, channel.newProgressivePromise().addListener(this));
        }

        @Override
        public void abandon() {
            frame.release();
            account.addAndGet(-cost);
            outcome.done(false);
        }

        @Override
        public void operationProgressed(ChannelProgressiveFuture future, long progress, long total) {
            long count = progress - taken;
            taken = progress;
            settle(count);
            lastTaken = link.loop().nanoTime();
            tally.bytesSent(count, lastTaken);
        }

        @Override
        public void operationComplete(ChannelProgressiveFuture future) {
            settle(cost);
            if (future.isSuccess()) {
                if (endsMessage) tally.messageSent();
            } else if (future.cause() instanceof IOException broken && !(broken instanceof ClosedChannelException)) {
                link.broken(broken);
            }
            if (isEmpty()) {
                end();
                link.emptied();
            }
            owner.hears(outcome, future.isSuccess());
        }

        private void settle(long count) {
            cost -= count;
            account.addAndGet(-count);
            if (congested && queued.get() <= allowance.relieved()) {
                congested = false;
                link.relieved();
            }
        }
    }
}
