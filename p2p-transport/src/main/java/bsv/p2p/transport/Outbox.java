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
import java.util.Set;
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

    private final NettyLink link;
    private final SocketChannel channel;
    private final Owner owner;
    private final Traffic traffic;
    private final Magic magic;
    private final Backlog backlog;
    private final Line line;
    private final Writer writer;

    Outbox(NettyLink link, SocketChannel channel, Owner owner, LinkOptions options, Tally tally, Traffic traffic) {
        this.link = link;
        this.channel = channel;
        this.owner = owner;
        this.traffic = traffic;
        this.magic = options.magic();
        this.backlog = new Backlog(link, options.maxQueuedBytes(), options.writeTimeout());
        this.writer = new Writer(link, channel, owner, backlog, tally, traffic);
        this.line = writer.line();
    }

    Backlog backlog() {
        return backlog;
    }

    Writer writer() {
        return writer;
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
        var account = admit(cost, outcome);
        if (account == null) return;
        synchronized (line) {
            traffic.sent(command, size);
            line.add(new LongFrame(header, payload, cost, account, outcome, writer));
        }
        writer.drainSoon();
    }

    /// As the other, of a frame that is made already and given away.
    void send(Command command, ByteBuf frame, SendOutcome outcome) {
        int size = frame.readableBytes();
        long cost = Allowance.cost(size);
        var account = admit(cost, outcome);
        if (account == null) {
            frame.release();
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
                var next = new Frame(frame, cost, account, outcome, writer);
                if (first) line.addUrgent(next);
                else line.add(next);
            }
        }
        if (size <= Batch.SMALL && !first) frame.release();
        writer.drainSoon();
    }

    /// Takes a payload that is read while it is written; what is sent later waits for its end. From any thread.
    void send(PayloadSource source, SendOutcome outcome) {
        var next = new OutgoingPayload(writer, link, channel, source, magic, outcome);
        synchronized (line) {
            line.add(next);
        }
        writer.drainSoon();
    }

    /// Where so much is counted from now on; none if it is too much, and refused.
    private Backlog.@Nullable Account admit(long cost, SendOutcome outcome) {
        var account = backlog.accountFor(cost);
        if (account.admit(cost)) return account;
        refuse(outcome);
        return null;
    }

    /// Tells `outcome` that nothing was written. From any thread.
    void refuse(SendOutcome outcome) {
        if (!link.loop().tryExecute(() -> owner.hears(outcome, false))) outcome.done(false);
    }

    private boolean goesFirst(Command command) {
        return !writer.hasRoom() && URGENT.contains(command);
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
        if (admitted) writer.drainSoon();
        else refuse(outcome);
        return true;
    }

    private void accept(Batch batch, long cost, SendOutcome outcome) {
        batch.accept(cost, outcome);
        line.joined(batch);
    }
}
