package bsv.p2p.transport;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.Link.SendOutcome;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.stream.PayloadSource;
import bsv.p2p.codec.FrameHeader;
import bsv.p2p.codec.FrameWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The writing side of a link.
///
/// Who sends, on whatever thread, encodes: small messages straight into the [Batch] that waits last, others into a frame of their own, which
/// waits behind it; only of a long payload that lies there already the pieces are made when they are written. The loop writes what waits in the
/// order in which it was sent, and all that there is in one turn with one flush, as far as Netty has room. A ping or pong keeps its place among
/// the others as long as they flow; when they do not, it goes first. What waits stands in the [Line] and is counted in the [Backlog].
final class Outbox {
    /// They tell the peer that this side lives.
    private static final Set<Command> URGENT = Set.of(Ping.COMMAND, Pong.COMMAND);

    /// So many small messages at once come from somebody who sends more.
    private static final int STREAM = 8;
    private static final Duration PAUSE = Duration.ofNanos(100_000);

    private final NettyLink link;
    private final SocketChannel channel;
    private final Owner owner;
    private final Tally tally;
    private final Traffic traffic;
    private final Magic magic;
    private final Backlog backlog;
    private final Line line;
    private final AtomicBoolean drainDue = new AtomicBoolean();
    /// What is under way and keeps all others waiting. Only touched on the loop.
    private Optional<OutgoingPayload> payload = Optional.empty();
    /// As that. Never both.
    private @Nullable LongFrame inPieces;

    Outbox(NettyLink link, SocketChannel channel, Owner owner, LinkOptions options, Tally tally, Traffic traffic) {
        this.link = link;
        this.channel = channel;
        this.owner = owner;
        this.tally = tally;
        this.traffic = traffic;
        this.magic = options.magic();
        this.line = new Line(channel.alloc(), this);
        this.backlog = new Backlog(link, options.maxQueuedBytes(), options.writeTimeout());
    }

    Backlog backlog() {
        return backlog;
    }

    /// Takes a message, from any thread; cuts the link off if too many wait. Encodes on the caller's thread.
    void send(Message message, SendOutcome outcome) {
        if (!goesFirst(message.command()) && join(message, outcome)) return;
        var payload = FrameWriter.payloadAtHand(message);
        if (payload.isPresent() && payload.get().length() > LongFrame.PIECE) send(message.command(), payload.get(), outcome);
        else send(message.command(), FrameWriter.write(message, magic, channel.alloc()), outcome);
    }

    private void send(Command command, Bytes payload, SendOutcome outcome) {
        var header = FrameHeader.of(magic, command, payload.length(), payload.checksum());
        long size = (long) header.size() + payload.length();
        long cost = Allowance.cost(size);
        var account = backlog.accountFor(cost);
        if (!account.admit(cost)) {
            refuse(outcome);
            return;
        }
        synchronized (line) {
            traffic.sent(command, size);
            line.add(new LongFrame(header, payload, cost, account, outcome, this));
        }
        drainSoon();
    }

    /// As the other, of a frame that is made already and given away.
    void send(Command command, ByteBuf frame, SendOutcome outcome) {
        int size = frame.readableBytes();
        long cost = Allowance.cost(size);
        var account = backlog.accountFor(cost);
        if (!account.admit(cost)) {
            frame.release();
            refuse(outcome);
            return;
        }
        boolean first = goesFirst(command);
        synchronized (line) {
            traffic.sent(command, size);
            if (size <= Batch.SMALL && !first) {
                var batch = line.batch();
                batch.append(frame);
                accept(batch, cost, outcome);
            } else {
                var next = new Frame(frame, cost, account, outcome, this);
                if (first) line.addUrgent(next);
                else line.add(next);
            }
        }
        if (size <= Batch.SMALL && !first) frame.release();
        drainSoon();
    }

    /// Takes a payload that is read while it is written; what is sent later waits for its end. From any thread.
    void send(PayloadSource source, SendOutcome outcome) {
        var next = new OutgoingPayload(this, link, channel, source, magic, outcome);
        synchronized (line) {
            line.add(next);
        }
        drainSoon();
    }

    /// Tells `outcome` that nothing was written. From any thread.
    void refuse(SendOutcome outcome) {
        if (!link.loop().tryExecute(() -> owner.hears(outcome, false))) outcome.done(false);
    }

    private boolean goesFirst(Command command) {
        return !hasRoom() && URGENT.contains(command);
    }

    /// @return false if the message is not small, and nothing was done
    private boolean join(Message message, SendOutcome outcome) {
        boolean admitted;
        synchronized (line) {
            var batch = line.batch();
            int size = batch.append(message, magic);
            if (size == 0) return false;
            long cost = Allowance.cost(size);
            admitted = backlog.accountFor(0).admit(cost);
            if (admitted) {
                traffic.sent(message, size);
                accept(batch, cost, outcome);
            } else {
                batch.takeBack(size);
            }
        }
        if (admitted) drainSoon();
        else refuse(outcome);
        return true;
    }

    private void accept(Batch batch, long cost, SendOutcome outcome) {
        batch.accept(cost, outcome);
        line.joined(batch);
    }

    private @Nullable Waiting next() {
        var first = line.nextUrgent();
        if (first != null || !hasRoom()) return first;
        synchronized (line) {
            return line.next();
        }
    }

    private void drainSoon() {
        if (!drainDue.get() && !drainDue.getAndSet(true) && !link.loop().tryExecute(this::drainDue)) abandon();
    }

    /// What was due. While many small messages come, the loop looks after them now and then: were it woken for each, it would write a few at a time,
    /// and waking it costs more than they do.
    private void drainDue() {
        if (drainAll() >= STREAM && channel.isActive()) {
            link.loop().schedule(this::drainDue, PAUSE);
            return;
        }
        drainDue.set(false);
        if (isWaiting()) drainSoon(); // It came in between.
    }

    private boolean isWaiting() {
        if (payload.isPresent() || inPieces != null) return false;
        if (line.hasUrgent()) return true;
        synchronized (line) {
            return !line.isEmpty() && hasRoom();
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
        var piece = frame.nextPiece(channel);
        boolean last = frame.isGiven();
        write(piece, frame.account(), frame.costOf(piece), last ? written -> owner.hears(frame.outcome(), written) : NettyLink.NOBODY_ASKS, last ? 1 : 0);
    }

    /// When there is none, all fails at once. From any thread.
    private boolean hasRoom() {
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

    void end() {
        backlog.end();
        drainDue.set(false); // Who sends now must not wait for a timer that dies with the loop.
    }

    /// The loop ended: nobody writes any more.
    private void abandon() {
        drainDue.set(false);
        line.takeAll().forEach(Waiting::abandon);
    }
}
