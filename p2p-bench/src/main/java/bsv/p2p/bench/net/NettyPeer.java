package bsv.p2p.bench.net;

import bsv.p2p.bench.codec.Words;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;

/// One connection of the floor: cuts bytes into frames, hashes payloads as they come, keeps none, and says what was made before.
final class NettyPeer extends ChannelInboundHandlerAdapter {
    private static final ByteBuf VERSION = unreleasable(Frames.version());
    private static final ByteBuf VERACK = unreleasable(Frames.verack());
    private static final ByteBuf GETADDR = unreleasable(Frames.getAddr());
    private static final int WINDOW = 16 << 10;
    private static final int MOST_AT_ONCE = 1_000;
    private static final int NONCE = 8;
    private static final ThreadLocal<byte[]> WINDOWS = ThreadLocal.withInitial(() -> new byte[WINDOW]);

    private final NettyStack stack;
    private final Role role;
    private final int peerPort;
    private final boolean checked;
    private final Sha256d hash = new Sha256d();
    private final byte[] header = new byte[Frames.HEADER];
    private final byte[] window = WINDOWS.get();
    private int headerBytes;
    private int command;
    private int checksum;
    private int missing;
    private int seen;
    private boolean flooding;
    private Runnable resume = () -> {};

    /// Which end of a connection it is.
    enum Role {
        CALLED,
        /// Calls for a handshake.
        GREETS,
        /// Calls for addresses.
        ASKS
    }

    /// @param peerPort where to call next
    NettyPeer(NettyStack stack, Role role, int peerPort, boolean checked) {
        this.stack = stack;
        this.role = role;
        this.peerPort = peerPort;
        this.checked = checked;
    }

    private static ByteBuf unreleasable(byte[] bytes) {
        return Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        stack.opened(context.channel());
        if (role != Role.CALLED) say(context, VERSION);
        context.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stack.closed(context.channel());
        if (role != Role.CALLED) stack.callNext(role, peerPort);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var in = (ByteBuf) message;
        try {
            while (in.isReadable()) {
                if (missing > 0) takePayload(context, in);
                else takeHeader(context, in);
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) Children.fail(cause);
        var _ = context.close();
    }

    private void takeHeader(ChannelHandlerContext context, ByteBuf in) {
        int count = Math.min(Frames.HEADER - headerBytes, in.readableBytes());
        in.readBytes(header, headerBytes, count);
        headerBytes += count;
        if (headerBytes < Frames.HEADER) return;
        headerBytes = 0;
        if (Words.intBe(header, 0) != Frames.MAGIC.bits()) throw new IllegalStateException("wrong magic");
        command = Words.intBe(header, Frames.COMMAND);
        checksum = Words.intLe(header, Frames.CHECKSUM);
        missing = Words.intLe(header, Frames.LENGTH);
        if (missing == 0) took(context);
    }

    private void takePayload(ChannelHandlerContext context, ByteBuf in) {
        int count = Math.min(Math.min(missing, WINDOW), in.readableBytes());
        if (checked || missing <= NONCE) {
            in.readBytes(window, 0, count);
            hash.update(window, 0, checked ? count : 0);
        } else {
            in.skipBytes(count);
        }
        missing -= count;
        if (missing == 0) took(context);
    }

    private void took(ChannelHandlerContext context) {
        if (checked && hash.checksum() != checksum) throw new IllegalStateException("wrong checksum");
        if (Frames.isMeasured(command)) stack.hear(context.channel());
        else if (command == Frames.IS_PING) pong(context);
        else if (command == Frames.IS_VERSION) versionCame(context);
        else if (command == Frames.IS_VERACK) advance(context, 2);
        else if (command == Frames.IS_ADDR && role == Role.ASKS) close(context);
    }

    private void versionCame(ChannelHandlerContext context) {
        if (role == Role.CALLED) say(context, VERSION);
        say(context, VERACK);
        advance(context, 1);
    }

    private void advance(ChannelHandlerContext context, int what) {
        seen |= what;
        if (seen != 3 || role == Role.CALLED) return;
        if (role == Role.ASKS) say(context, GETADDR);
        else close(context);
    }

    private static void say(ChannelHandlerContext context, ByteBuf frame) {
        var _ = context.write(frame.duplicate(), context.voidPromise());
    }

    private static void close(ChannelHandlerContext context) {
        context.flush();
        var _ = context.close();
    }

    /// The frame of a pong is that of the ping but for a letter, and has the same checksum.
    private void pong(ChannelHandlerContext context) {
        var pong = context.alloc().directBuffer(Frames.HEADER + NONCE).writeBytes(header).writeBytes(window, 0, NONCE);
        var _ = context.write(pong.setByte(Frames.COMMAND + 1, 'o'), context.voidPromise());
    }

    /// Writes as long as there is room, and again when there is, until the stack is told to stop.
    void flood(Channel channel, NettyFrame frame) {
        if (flooding) return;
        flooding = true;
        var made = frame.encoded(channel.alloc());
        channel.closeFuture().addListener(_ -> made.release());
        flood(channel, frame, made);
    }

    private void flood(Channel channel, NettyFrame frame, ByteBuf made) {
        if (!stack.busy() || !channel.isActive()) {
            flooding = false;
            return;
        }
        for (int i = 0; i < MOST_AT_ONCE && channel.isWritable(); i++) {
            var _ = channel.write(frame.isMadeOnce() ? made.retainedDuplicate() : frame.encoded(channel.alloc()), channel.voidPromise());
        }
        channel.flush();
        if (channel.isWritable()) {
            channel.eventLoop().execute(() -> flood(channel, frame, made));
        } else {
            resume = () -> flood(channel, frame, made);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!context.channel().isWritable()) return;
        var next = resume;
        resume = () -> {};
        next.run();
    }
}
