package bsv.p2p.transport;

import bsv.p2p.api.spi.EventLoop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;

/// What a link leaves behind that ended in good order: its socket, until the peer hangs up too, or a moment has passed. What the peer sends is thrown
/// away, because a socket closed over unread bytes sends RST, which can destroy our last words on their way.
///
/// It keeps nothing of the link: a node that hangs up on many, as a crawler does, has as many that say farewell as links. On the loop, but what [Links] calls.
final class Farewell extends ChannelInboundHandlerAdapter implements Links.Member {
    /// How long the socket stays for a peer that does not hang up.
    private static final Duration LINGER = Duration.ofSeconds(1);
    /// Bytes taken and thrown away; a peer that goes on is not heard out.
    static final int MOST_DISCARDED = 1 << 20;

    private final SocketChannel channel;
    private int discarded;

    Farewell(SocketChannel channel) {
        this.channel = channel;
    }

    /// Takes the place of `link` in the pipeline and among the others.
    void begin(NettyLink link, Inbox inbox, NettyLoop loop, Links links) {
        links.add(this);
        channel.pipeline().replace(inbox, null, this);
        var patience = loop.schedule(this::closeByForce, LINGER);
        channel.closeFuture().addListener(_ -> ended(patience, links));
        links.remove(link);
    }

    private void ended(EventLoop.Timeout patience, Links links) {
        patience.cancel(); // It would keep the channel in memory.
        links.remove(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        discarded += bytes.readableBytes();
        bytes.release();
        if (discarded > MOST_DISCARDED) closeByForce();
    }

    /// The end of the stream, where the socket is not closed with it: see [SocketIo#mayEndBeforeItsError].
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) closeByForce();
    }

    /// Nobody cares any more.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        closeByForce();
    }

    @Override
    public void close() {
        // It does.
    }

    @Override
    public void closeByForce() {
        var _ = channel.close();
    }

    @Override
    public boolean awaitClosed(Duration atMost) {
        return Links.await(channel, atMost);
    }
}
