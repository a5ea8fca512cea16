package bsv.p2p.transport;

import bsv.p2p.api.spi.Link.SendOutcome;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Gives Netty what waits in the [Line], in turns of the loop.
///
/// Whoever sends has the loop woken. While many small messages come the loop is not woken for each, but looks after them now and then: it would write
/// a few at a time, and waking it costs more than they do.
final class Writer {
    /// So many small messages at once come from somebody who sends more.
    private static final int STREAM = 8;
    private static final Duration PAUSE = Duration.ofNanos(100_000);

    private final NettyLink link;
    private final SocketChannel channel;
    private final Owner owner;
    private final Backlog backlog;
    private final Tally tally;
    private final Traffic traffic;
    private final Line line;
    private final AtomicBoolean drainDue = new AtomicBoolean();
    /// What is under way and keeps all others waiting. Only touched on the loop.
    private Optional<OutgoingPayload> payload = Optional.empty();
    /// As that. Never both.
    private @Nullable LongFrame inPieces;
    /// As that.
    private boolean ended;

    /// @param traffic counted by those who hold the lock of the line
    Writer(NettyLink link, SocketChannel channel, Owner owner, Backlog backlog, Tally tally, Traffic traffic) {
        this.link = link;
        this.channel = channel;
        this.owner = owner;
        this.backlog = backlog;
        this.tally = tally;
        this.traffic = traffic;
        this.line = new Line(channel.alloc(), this);
    }

    /// What waits to be written here.
    Line line() {
        return line;
    }

    private @Nullable Waiting next() {
        var first = line.nextUrgent();
        if (first != null || !hasRoom()) return first;
        synchronized (line) {
            return line.next();
        }
    }

    /// Has the loop look at what waits. From any thread.
    void drainSoon() {
        if (!drainDue.get() && !drainDue.getAndSet(true) && !link.loop().tryExecute(this::drainInTurn)) abandon();
    }

    private void drainInTurn() {
        try {
            if (drainAll() >= STREAM && channel.isActive()) {
                link.loop().schedule(this::drainInTurn, PAUSE);
                return;
            }
        } catch (Throwable thrown) {
            link.failed("writing to a peer failed; its link is closed", thrown);
        }
        drainDue.set(false);
        if (isWaiting()) drainSoon(); // It came in between.
    }

    private boolean isWaiting() {
        if (payload.isPresent() || inPieces != null) return false;
        if (line.hasUrgent()) return true;
        synchronized (line) {
            return !line.isEmpty() && (ended || hasRoom());
        }
    }

    /// Writes a batch whose turn has come. On the loop, as all that follows.
    void write(Batch batch) {
        if (batch.messages() == 0) batch.bytes().release();
        else write(batch.bytes(), backlog.accountFor(0), batch.cost(), written -> batch.outcomes().forEach(outcome -> owner.hears(outcome, written)), batch.messages());
    }

    /// A batch will not be written.
    void drop(Batch batch) {
        batch.bytes().release();
        backlog.accountFor(0).remove(batch.cost());
        batch.outcomes().forEach(outcome -> outcome.done(false));
    }

    /// Writes a frame whose turn has come.
    void write(Frame frame) {
        write(frame.bytes(), frame.account(), frame.cost(), written -> owner.hears(frame.outcome(), written), 1);
    }

    private void write(ByteBuf bytes, Backlog.Account account, long cost, SendOutcome outcome, int messages) {
        WireTrace.TRACE.sent(link.remote(), bytes);
        new Outgoing(link, backlog, tally, account, cost, outcome, messages).write(bytes, channel);
    }

    /// Gives Netty what was sent, as far as it has room; it tells when it has again.
    void drain() {
        var _ = drainAll();
    }

    /// @return how many small messages there were
    private int drainAll() {
        if (ended) {
            abandonAll();
            return 0;
        }
        int small = 0;
        goOn();
        while (payload.isEmpty() && inPieces == null) {
            var next = next();
            if (next == null) break;
            if (next instanceof Batch batch) small += batch.messages();
            next.begin();
        }
        line.forgetBegun();
        channel.flush();
        if (channel.isActive()) backlog.watch();
        return small;
    }

    /// From now on nothing else is written.
    void begin(LongFrame next) {
        inPieces = next;
        goOn();
    }

    private void goOn() {
        while (inPieces != null && hasRoom()) {
            var frame = inPieces;
            if (channel.isActive()) writePiece(frame);
            else owner.guarded(frame::abandon);
            if (frame.isGiven()) inPieces = null;
        }
    }

    private void writePiece(LongFrame frame) {
        var piece = frame.nextPiece(channel, link.loop());
        boolean last = frame.isGiven();
        write(piece, frame.account(), frame.costOf(piece), last ? written -> owner.hears(frame.outcome(), written) : NettyLink.NOBODY_ASKS, last ? 1 : 0);
    }

    /// When there is none, all fails at once. From any thread.
    boolean hasRoom() {
        return channel.isWritable() || !channel.isActive();
    }

    /// Whether a payload is under way that may take its time.
    boolean hasPayload() {
        return payload.isPresent();
    }

    /// Gives up the payload that is under way.
    void dropPayload() {
        payload.ifPresent(OutgoingPayload::stop);
        payloadDone(false);
    }

    /// From now on nothing else is written.
    void begin(OutgoingPayload next) {
        payload = Optional.of(next);
    }

    boolean isUnderWay(OutgoingPayload which) {
        return payload.isPresent() && payload.get() == which;
    }

    /// Writes the next bytes of the payload that is under way.
    ///
    /// @param last whether it is complete with them
    void writePiece(ByteBuf piece, boolean last, SendOutcome outcome) {
        int cost = piece.readableBytes();
        backlog.pieces().add(cost);
        write(piece, backlog.pieces(), cost, outcome, last ? 1 : 0);
        drain();
    }

    void payloadDone(boolean written) {
        var done = payload;
        payload = Optional.empty();
        done.ifPresent(sent -> {
            if (written) count(sent);
            owner.hears(sent.outcome(), written);
        });
    }

    private void count(OutgoingPayload sent) {
        synchronized (line) {
            traffic.sent(sent.command(), sent.frameBytes());
        }
    }

    /// The handler hears the end next. What waits, or is sent at this moment, will not be written.
    void end() {
        ended = true;
        dropPayload();
        abandonAll();
        backlog.end();
        drainDue.set(false); // Who sends now must not wait for a timer that dies with the loop.
    }

    private void abandonAll() {
        var frame = inPieces;
        inPieces = null;
        if (frame != null) owner.guarded(frame::abandon);
        for (var left : line.takeAll()) owner.guarded(left::abandon);
    }

    /// The loop ended: nobody writes any more.
    private void abandon() {
        drainDue.set(false);
        line.takeAll().forEach(Waiting::abandon);
    }
}
