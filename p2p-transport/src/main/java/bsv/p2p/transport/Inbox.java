package bsv.p2p.transport;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import bsv.p2p.codec.FrameHeader;
import bsv.p2p.codec.FrameReader;
import bsv.p2p.codec.FrameSink;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// The reading side of a link: bytes in, messages and faults out. On the loop alone.
///
/// Netty reads up to 64 KiB into a buffer that all links of a loop share ([ReadBuffer]); nothing of it is kept. While the owner has reading paused no more
/// is read, and messages that a buffer, already read, completes are held here. While the peer does not take what it is sent they are held
/// too, but reading goes on for a while ([Allowance]). Nothing is delivered before what is in the way is gone; then what is held comes
/// first. While nothing is read the end of the connection may go unnoticed, until something is written.
final class Inbox extends ChannelInboundHandlerAdapter implements FrameSink {
    /// Nothing is ever put into it. Most links hold no message, ever.
    private static final Queue<Held> NONE = new ArrayDeque<>(0);

    private final NettyLink link;
    private final SocketChannel channel;
    private final Owner owner;
    private final Tally tally;
    private final FrameReader reader;
    private final Traffic traffic;
    private final long mostUnanswered;
    private Queue<Held> held = NONE;
    /// Of all that is held; other threads look at it.
    private volatile long heldCost;
    private boolean paused;
    private boolean wasPaused;
    private boolean payloadProgress;
    private int discarded;

    Inbox(NettyLink link, SocketChannel channel, Owner owner, LinkOptions options, Tally tally, Traffic traffic) {
        this.link = link;
        this.channel = channel;
        this.owner = owner;
        this.tally = tally;
        this.traffic = traffic;
        this.reader = new FrameReader(options.magic(), options.payloads());
        this.mostUnanswered = new Allowance(options.maxQueuedBytes()).unanswered();
    }

    void start() {
        readOn();
    }

    void pause(boolean pause) {
        paused = pause;
        wasPaused |= pause;
        if (pause) readNoMore();
        else resumeSoon();
    }

    /// Goes on, if nothing is in the way any more. Later: the owner, or Netty, may be in the middle of a call from here.
    void resumeSoon() {
        link.loop().tryExecute(this::resume);
    }

    /// See [bsv.p2p.api.spi.Link#limitPayloads].
    void limitPayloads(long most, long held) {
        reader.narrow(most, held);
    }

    /// What waits to be delivered, with the overhead of each message. From any thread.
    long unreadBytes() {
        return heldCost;
    }

    boolean takePayloadProgress() {
        boolean progress = wasPaused || (payloadProgress && reader.inPayload());
        payloadProgress = false;
        wasPaused = paused;
        return progress;
    }

    /// Delivers what a pause held back.
    void deliverHeld() {
        while (!held.isEmpty() && !link.over()) deliverOne();
    }

    /// From now on takes bytes only to throw them away.
    void discard() {
        end();
        channel.config().setAutoRead(true);
    }

    /// Delivers nothing more and lets go of what it holds.
    void end() {
        reader.close();
        held = NONE;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        link.loop().readingBegins();
        try {
            if (link.over()) {
                throwAway(bytes.readableBytes());
            } else {
                WireTrace.TRACE.received(link.remote(), bytes);
                tally.bytesReceived(bytes.readableBytes(), link.loop().nanoTime());
                reader.read(bytes, this);
                payloadProgress |= reader.inPayload();
            }
        } finally {
            link.loop().readingEnds();
            bytes.release();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) link.writable();
    }

    /// The end of the stream, where the socket is not closed with it: see [SocketIo#mayEndBeforeItsError].
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) link.inputEnded();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            link.broken(cause);
        } else {
            link.failed("reading from a peer failed; its link is closed", cause);
        }
    }

    @Override
    public void message(Message message, long frameBytes) {
        tally.messageReceived();
        traffic.received(message, frameBytes);
        if (holdsBack()) hold(() -> owner.received(message, frameBytes), frameBytes);
        else if (!link.over()) owner.received(message, frameBytes);
    }

    @Override
    public Optional<PayloadSink> payload(PayloadFacts facts) {
        tally.messageReceived();
        var sink = holdsBack() ? Optional.<PayloadSink>of(new LateSink(owner, facts, this::inTurn)) : owner.offered(facts);
        return sink.map(taker -> new CountedSink(taker, () -> countLarge(facts.command(), facts.length())));
    }

    private void countLarge(Command command, long length) {
        traffic.received(command, FrameHeader.lengthFor(length) + length);
    }

    @Override
    public void fault(LinkFault fault) {
        if (fault instanceof LinkFault.Discarded(var command, long length, _)) countLarge(command, length);
        if (fault.endsStream()) readNoMore();
        inTurn(() -> owner.faulted(fault), 0);
    }

    private void inTurn(Runnable call, long frameBytes) {
        if (holdsBack()) hold(call, frameBytes);
        else if (!link.over()) call.run();
    }

    private boolean holdsBack() {
        return !held.isEmpty() || inTheWay();
    }

    private boolean inTheWay() {
        return paused || link.congested();
    }

    private void hold(Runnable call, long frameBytes) {
        var one = new Held(call, Allowance.cost(frameBytes));
        if (held.isEmpty()) held = new ArrayDeque<>();
        held.add(one);
        if (costs(one.cost) > mostUnanswered) readNoMore();
    }

    private long costs(long more) {
        long all = heldCost + more;
        heldCost = all;
        return all;
    }

    private void deliverOne() {
        var one = held.remove();
        costs(-one.cost);
        one.call.run();
    }

    private void resume() {
        while (!held.isEmpty() && !inTheWay() && !link.over()) deliverOne();
        if (held.isEmpty()) held = NONE;
        readOn();
    }

    private void readOn() {
        if (!paused && heldCost <= mostUnanswered && !reader.stopped() && !link.over()) channel.config().setAutoRead(true);
    }

    private void readNoMore() {
        if (!link.over()) channel.config().setAutoRead(false);
    }

    private void throwAway(int count) {
        discarded += count;
        if (discarded > Farewell.MOST_DISCARDED) channel.config().setAutoRead(false); // Our last words are still on their way.
    }

    /// A message or fault that waits to be delivered.
    private record Held(Runnable call, long cost) {}
}
