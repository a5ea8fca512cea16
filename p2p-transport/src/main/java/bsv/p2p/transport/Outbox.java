package bsv.p2p.transport;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.Link.SendOutcome;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.stream.PayloadSource;
import bsv.p2p.codec.FrameWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// The writing side of a link.
///
/// What is sent on the loop is collected in a [Batch], as long as nothing waits before it. Other threads encode for themselves and hand frames
/// over, in the order in which they will be written; small ones join the batch when their turn comes. All that there is in one turn of the
/// loop goes out with one flush, as far as Netty has room. A ping or pong keeps its place among the others as long as they flow; when they do
/// not, it goes first. What waits is counted in the [Backlog].
final class Outbox {
    /// They tell the peer that this side lives.
    private static final Set<Command> URGENT = Set.of(Ping.COMMAND, Pong.COMMAND);

    private final NettyLink link;
    private final SocketChannel channel;
    private final Owner owner;
    private final Tally tally;
    private final Traffic traffic;
    private final Magic magic;
    private final Backlog backlog;
    private final Queue<Waiting> handedOver = new ConcurrentLinkedQueue<>();
    /// Those of them that do not wait for others that do not flow; some may be under way already.
    private final Queue<Frame> urgent = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean drainDue = new AtomicBoolean();

    // From here on only touched on the loop.
    private Optional<Batch> batch = Optional.empty();
    private Optional<OutgoingPayload> payload = Optional.empty();

    Outbox(NettyLink link, SocketChannel channel, Owner owner, LinkOptions options, Tally tally, Traffic traffic) {
        this.link = link;
        this.channel = channel;
        this.owner = owner;
        this.tally = tally;
        this.traffic = traffic;
        this.magic = options.magic();
        this.backlog = new Backlog(link, options.maxQueuedBytes(), options.writeTimeout());
    }

    /// Something that was handed over.
    interface Waiting {
        /// Its turn has come. On the loop.
        void begin();

        /// It will never come. From any thread.
        void abandon();
    }

    Backlog backlog() {
        return backlog;
    }

    /// Takes a message, from any thread; cuts the link off if too many wait. Encodes on the caller's thread.
    void send(Message message, SendOutcome outcome) {
        if (link.loop().inLoop() && handedOver.isEmpty() && payload.isEmpty() && hasRoom() && collect(message, outcome)) return;
        send(message.command(), FrameWriter.write(message, magic, channel.alloc()), outcome);
    }

    /// As the other, of a frame that is made already and given away.
    void send(Command command, ByteBuf frame, SendOutcome outcome) {
        int size = frame.readableBytes();
        long cost = Allowance.cost(size);
        var account = backlog.accountFor(cost);
        if (account.admit(cost)) {
            traffic.sent(command, size);
            var next = new Frame(frame, cost, account, outcome);
            if (URGENT.contains(command)) urgent.add(next);
            handOver(next);
        } else {
            frame.release();
            refuse(outcome);
        }
    }

    /// Takes a payload that is read while it is written; what is sent later waits for its end. From any thread.
    void send(PayloadSource source, SendOutcome outcome) {
        handOver(new OutgoingPayload(this, link, channel, source, magic, outcome));
    }

    /// Tells `outcome` that nothing was written. From any thread.
    void refuse(SendOutcome outcome) {
        if (!link.loop().tryExecute(() -> owner.hears(outcome, false))) outcome.done(false);
    }

    private void handOver(Waiting next) {
        handedOver.add(next);
        drainSoon();
    }

    private void drainSoon() {
        if (!drainDue.getAndSet(true) && !link.loop().tryExecute(this::drain)) abandon();
    }

    /// @return false if the message is not small, and nothing was done
    private boolean collect(Message message, SendOutcome outcome) {
        var to = openBatch();
        int size = to.append(message, magic);
        if (size == 0) return false;
        long cost = Allowance.cost(size);
        if (!backlog.accountFor(0).admit(cost)) {
            to.takeBack(size);
            refuse(outcome);
            return true;
        }
        traffic.sent(message.command(), size);
        accept(to, cost, outcome);
        drainSoon();
        return true;
    }

    private Batch openBatch() {
        if (batch.isEmpty()) batch = Optional.of(new Batch(channel.alloc()));
        return batch.get();
    }

    private void accept(Batch to, long cost, SendOutcome outcome) {
        to.accept(cost, outcome);
        if (to.isFull()) writeBatch();
    }

    private void writeBatch() {
        if (batch.isEmpty()) return;
        var full = batch.get();
        batch = Optional.empty();
        if (full.isEmpty()) {
            full.bytes().release();
            return;
        }
        write(full.bytes(), backlog.accountFor(0), full.cost(), written -> full.outcomes().forEach(outcome -> owner.hears(outcome, written)), full.messages());
    }

    private void dropBatch() {
        batch.ifPresent(lost -> {
            batch = Optional.empty();
            lost.bytes().release();
            backlog.accountFor(0).remove(lost.cost());
            lost.outcomes().forEach(outcome -> outcome.done(false));
        });
    }

    private void write(ByteBuf bytes, Backlog.Account account, long cost, SendOutcome outcome, int messages) {
        WireTrace.TRACE.sent(link.remote(), bytes);
        new Outgoing(link, backlog, tally, account, cost, outcome, messages).write(bytes, channel);
    }

    /// Gives Netty what was sent, as far as it has room; it tells when it has again. On the loop, as all that follows.
    void drain() {
        drainDue.set(false);
        while (payload.isEmpty()) {
            Waiting next = hasRoom() ? handedOver.poll() : urgent.poll();
            if (next == null) break;
            next.begin();
        }
        while (!urgent.isEmpty() && urgent.peek().begun) urgent.remove();
        writeBatch();
        channel.flush();
        if (channel.isActive()) backlog.watch();
    }

    /// When there is none, all fails at once.
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
        writeBatch();
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
            if (written) traffic.sent(sent.command(), sent.frameBytes());
            owner.hears(sent.outcome(), written);
        });
    }

    void end() {
        backlog.stopWatching();
    }

    /// The loop ended: nobody writes any more.
    private void abandon() {
        drainDue.set(false);
        if (link.loop().inLoop()) dropBatch();
        for (var next = handedOver.poll(); next != null; next = handedOver.poll()) next.abandon();
        urgent.clear();
    }

    /// A frame that was handed over.
    private final class Frame implements Waiting {
        private final ByteBuf bytes;
        private final long cost;
        private final Backlog.Account account;
        private final SendOutcome outcome;
        private boolean begun;

        Frame(ByteBuf bytes, long cost, Backlog.Account account, SendOutcome outcome) {
            this.bytes = bytes;
            this.cost = cost;
            this.account = account;
            this.outcome = outcome;
        }

        @Override
        public void begin() {
            if (begun) return;
            begun = true;
            if (bytes.readableBytes() > Batch.SMALL) {
                writeBatch();
                write(bytes, account, cost, written -> owner.hears(outcome, written), 1);
                return;
            }
            var to = openBatch();
            to.append(bytes);
            bytes.release();
            accept(to, cost, outcome);
        }

        @Override
        public void abandon() {
            if (begun) return;
            bytes.release();
            account.remove(cost);
            outcome.done(false);
        }
    }
}
