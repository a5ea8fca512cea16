package bsv.p2p.bench.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Netty with handshakes made before and nothing that a node would need: the least that something above Netty costs.
final class NettyStack implements Stack {
    /// As ours has it, so that both hand the system as much at a time.
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 << 10, 256 << 10);
    private static final int BACKLOG = 1_024;

    private final boolean checked;
    private final StackOptions options;
    private final EventLoopGroup loops;
    private final Channel listener;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final LongAdder heard = new LongAdder();
    private final LoopbackAddresses addresses = new LoopbackAddresses();
    private volatile Optional<NettyFrame> news = Optional.empty();
    private volatile boolean busy;

    /// @param checked whether checksums are verified and written
    NettyStack(StackOptions options, boolean checked) {
        this.checked = checked;
        this.options = options;
        loops = new MultiThreadIoEventLoopGroup(options.loops(), options.epoll() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        listener = new ServerBootstrap().group(loops).channel(options.epoll() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG).childOption(ChannelOption.TCP_NODELAY, true).childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(peer(NettyPeer.Role.CALLED, 0)).bind(Plain.loopback(0)).syncUninterruptibly().channel();
    }

    private ChannelInitializer<Channel> peer(NettyPeer.Role role, int peerPort) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new NettyPeer(NettyStack.this, role, peerPort, checked));
            }
        };
    }

    @Override
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public long heard() {
        return heard.sum();
    }

    /// A message came, on its loop.
    void hear(Channel channel) {
        heard.increment();
        news.ifPresent(frame -> broadcast(frame, channel));
    }

    void opened(Channel channel) {
        open.add(channel);
    }

    void closed(Channel channel) {
        open.remove(channel);
    }

    boolean busy() {
        return busy;
    }

    @Override
    public void send(Kind kind) {
        busy = true;
        var channel = open.iterator().next();
        var peer = channel.pipeline().get(NettyPeer.class);
        channel.eventLoop().execute(() -> peer.flood(channel, new NettyFrame(kind, checked)));
    }

    @Override
    public void fanOut(Kind kind) {
        var frame = new NettyFrame(kind, checked);
        var any = open.iterator().next();
        any.eventLoop().execute(() -> {
            news = Optional.of(frame);
            for (int i = 0; i < 2; i++) broadcast(frame, any);
        });
    }

    private void broadcast(NettyFrame frame, Channel any) {
        var bytes = frame.encoded(any.alloc());
        for (var channel : open) {
            var _ = channel.writeAndFlush(bytes.retainedDuplicate(), channel.voidPromise());
        }
        bytes.release();
    }

    @Override
    public void dial(int peerPort, int atOnce) {
        call(NettyPeer.Role.GREETS, peerPort, atOnce);
    }

    @Override
    public void crawl(int peerPort, int atOnce) {
        call(NettyPeer.Role.ASKS, peerPort, atOnce);
    }

    private void call(NettyPeer.Role role, int peerPort, int atOnce) {
        busy = true;
        for (int i = 0; i < atOnce; i++) callNext(role, peerPort);
    }

    void callNext(NettyPeer.Role role, int peerPort) {
        if (!busy) return;
        var _ = new Bootstrap().group(loops).channel(options.epoll() ? EpollSocketChannel.class : NioSocketChannel.class).option(ChannelOption.TCP_NODELAY, true)
                .handler(peer(role, peerPort)).connect(addresses.nextSocket(peerPort)).addListener(connected -> {
                    if (!connected.isSuccess()) throw new IllegalStateException(connected.cause());
                });
    }

    @Override
    public void stop() {
        busy = false;
        news = Optional.empty();
    }
}
