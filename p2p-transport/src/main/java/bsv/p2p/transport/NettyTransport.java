package bsv.p2p.transport;

import bsv.p2p.api.error.ListenerBindFailed;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/// Dials and listens; owns the loops, and knows every link and listener until it is closed.
final class NettyTransport implements Transport {
    private static final int BACKLOG = 1024;
    /// For links to write what waits and hear the peer's FIN.
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration LOOPS_END = Duration.ofSeconds(2);

    private final SocketIo io;
    private final RareLog troubles = new RareLog(LoggerFactory.getLogger(NettyTransport.class), System::nanoTime);
    private final List<NettyLoop> loops;
    private final AtomicInteger turn = new AtomicInteger();
    private final Links links = new Links();
    private final Set<NettyListener> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    NettyTransport(NettySettings settings) {
        this.io = settings.io();
        ThreadFactory threads = new DefaultThreadFactory("p2p-netty", true);
        this.loops = Stream.generate(() -> new NettyLoop(io, threads, troubles)).limit(settings.threads()).toList();
    }

    @Override
    public NettyLoop nextLoop() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    @Override
    public void connect(Endpoint remote, LinkOptions options, EventLoop loop, LinkHandler handler) {
        if (!(loop instanceof NettyLoop own) || !loops.contains(own)) throw new IllegalArgumentException("expected a loop of this transport, found " + loop);
        checkOpen();
        own.execute(() -> dial(remote, options, own, handler));
    }

    @Override
    public Listener listen(Endpoint local, LinkOptions options, LinkAcceptor acceptor) {
        checkOpen();
        var listener = new NettyListener(bind(local, options, acceptor));
        listeners.add(listener);
        listener.whenClosed(() -> listeners.remove(listener));
        if (closed) listener.close();
        return listener;
    }

    @Override
    public void send(Message message, Collection<Link> links) {
        Broadcast.send(message, links);
    }

    /// @throws IllegalStateException if called on a loop of this transport, for whose end it would wait
    @Override
    public synchronized void close() {
        if (loops.stream().anyMatch(NettyLoop::inLoop)) throw new IllegalStateException("a transport cannot be closed on one of its loops");
        if (closed) return;
        closed = true;
        listeners.forEach(NettyListener::close);
        links.close(GRACE);
        loops.forEach(loop -> loop.beginShutdown(LOOPS_END));
        try {
            for (var loop : loops) loop.awaitEnd(LOOPS_END);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void checkOpen() {
        if (closed) throw new IllegalStateException("the transport is closed");
    }

    private void dial(Endpoint remote, LinkOptions options, NettyLoop loop, LinkHandler handler) {
        if (closed) {
            handler.closed(Optional.empty());
            return;
        }
        SocketChannel channel;
        try {
            channel = io.socket(remote.ip(), options.localAddress());
        } catch (IOException | RuntimeException cause) {
            handler.closed(Optional.of(Problems.ofConnect(cause, options.connectTimeout())));
            return;
        }
        channel.config().setConnectTimeoutMillis(Math.clamp(options.connectTimeout().toMillis(), 1, Integer.MAX_VALUE));
        var link = new NettyLink(channel, remote, options, loop, handler, links, troubles);
        loop.register(channel).addListener(registered -> {
            if (!registered.isSuccess()) {
                link.notOpened(registered.cause());
                return;
            }
            connect(channel, remote, options.localAddress()).addListener(connected -> {
                if (connected.isSuccess()) {
                    link.opened();
                } else {
                    link.notOpened(connected.cause());
                }
            });
        });
    }

    private static ChannelFuture connect(Channel channel, Endpoint remote, Optional<IpAddress> from) {
        return from.map(ip -> channel.connect(remote.toSocketAddress(), new Endpoint(ip, 0).toSocketAddress()))
                .orElseGet(() -> channel.connect(remote.toSocketAddress()));
    }

    private ServerSocketChannel bind(Endpoint local, LinkOptions options, LinkAcceptor acceptor) {
        // On the caller's loop, if it is one: there is no waiting for one's own loop.
        var loop = loops.stream().filter(NettyLoop::inLoop).findFirst().orElseGet(this::nextLoop);
        try {
            var channel = io.serverSocket(local.ip(), BACKLOG);
            channel.pipeline().addLast(new NettyListener.Door(accepted -> admit(accepted, options, acceptor), troubles));
            var bound = loop.register(channel).awaitUninterruptibly();
            if (bound.isSuccess()) bound = channel.bind(local.toSocketAddress()).awaitUninterruptibly();
            if (bound.isSuccess()) return channel;
            var _ = channel.close();
            throw bindFailed(local, bound.cause());
        } catch (IOException | UnsupportedOperationException | ChannelException cause) {
            throw bindFailed(local, cause);
        }
    }

    private static ListenerBindFailed bindFailed(Endpoint local, Throwable cause) {
        return new ListenerBindFailed("cannot listen on %s: %s".formatted(local, Problems.text(cause)), cause);
    }

    private void admit(SocketChannel accepted, LinkOptions options, LinkAcceptor acceptor) {
        try {
            io.prepare(accepted);
        } catch (ChannelException _) {
            accepted.unsafe().closeForcibly(); // The peer is gone again.
            return;
        }
        var loop = nextLoop();
        // On the loop itself: from any other thread there would be a moment between the registration and the link, in which a peer that
        // resets its connection is an error that nobody hears.
        boolean taken = loop.tryExecute(() -> loop.register(accepted).addListener(registered -> {
            if (registered.isSuccess()) receive(accepted, options, loop, acceptor);
        }));
        if (!taken) accepted.unsafe().closeForcibly();
    }

    private void receive(SocketChannel accepted, LinkOptions options, NettyLoop loop, LinkAcceptor acceptor) {
        var remote = Optional.ofNullable(accepted.remoteAddress()).map(Endpoint::of);
        var handler = closed ? Optional.<LinkHandler>empty() : remote.flatMap(address -> ask(acceptor, address, loop));
        if (handler.isEmpty()) {
            var _ = accepted.close();
        } else {
            new NettyLink(accepted, remote.orElseThrow(), options, loop, handler.get(), links, troubles).opened();
        }
    }

    private Optional<LinkHandler> ask(LinkAcceptor acceptor, Endpoint remote, NettyLoop loop) {
        try {
            return acceptor.accept(remote, loop);
        } catch (Throwable thrown) {
            troubles.error("an acceptor failed; the connection is closed", thrown);
            return Optional.empty();
        }
    }
}
