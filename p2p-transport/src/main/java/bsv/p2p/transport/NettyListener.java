package bsv.p2p.transport;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.Transport;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A socket that listens, with the door behind it.
final class NettyListener implements Transport.Listener {
    private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(5);

    private final ServerSocketChannel channel;
    private final Endpoint local;

    /// @param channel bound
    NettyListener(ServerSocketChannel channel) {
        this.channel = channel;
        this.local = Endpoint.of(channel.localAddress());
    }

    @Override
    public Endpoint local() {
        return local;
    }

    void whenClosed(Runnable task) {
        channel.closeFuture().addListener(_ -> task.run());
    }

    /// On its own loop it cannot wait: the port is free a turn later then.
    @Override
    public void close() {
        var loop = channel.eventLoop();
        var closed = channel.close();
        if (loop.inEventLoop()) return;
        await(closed);
        try {
            // NIO gives the port up in the next select. A task with a delay never runs in the turn in which it is handed over, so that a
            // select comes between.
            await(loop.schedule(() -> {}, 1, TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException _) {
            // The loop ended, and with it all that it had open.
        }
    }

    private static void await(Future<?> future) {
        var _ = future.awaitUninterruptibly(CLOSE_AT_MOST.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Takes in what the system accepted. When it cannot (too many open files, no memory), it is left in peace for a while: connections
    /// wait in the backlog.
    static final class Door extends ChannelInboundHandlerAdapter {
        private static final Duration REST = Duration.ofSeconds(1);

        private final Consumer<SocketChannel> admit;
        private final RareLog troubles;

        Door(Consumer<SocketChannel> admit, RareLog troubles) {
            this.admit = admit;
            this.troubles = troubles;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            admit.accept((SocketChannel) accepted);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            troubles.warn("cannot accept connections, trying again in " + REST.toMillis() + " ms", cause);
            var config = context.channel().config();
            if (!config.isAutoRead()) return;
            config.setAutoRead(false);
            var _ = context.executor().schedule(() -> config.setAutoRead(true), REST.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
