package bsv.p2p.transport;

import bsv.p2p.api.peer.IpAddress;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The ways to the sockets of the system.
///
/// Sockets are made for one address family, so that 0.0.0.0 means IPv4 alone; an IPv6 socket takes IPv4 as well (dual-stack).
enum SocketIo {
    EPOLL {
        @Override
        Optional<String> obstacle() {
            return describe(Epoll.unavailabilityCause());
        }

        @Override
        IoHandlerFactory handlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        SocketChannel newSocket(SocketProtocolFamily family) {
            return new EpollSocketChannel(family);
        }

        @Override
        ServerSocketChannel newServerSocket(SocketProtocolFamily family) {
            return new EpollServerSocketChannel(family);
        }

        @Override
        void limitUnsent(ChannelConfig config) {
            config.setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, MOST_UNSENT);
        }
    },

    /// Has no choice of family: its sockets are IPv6 where the system has that, and bind or connect to IPv4 in mapped form.
    IO_URING {
        @Override
        Optional<String> obstacle() {
            return describe(IoUring.unavailabilityCause());
        }

        @Override
        IoHandlerFactory handlers() {
            return IoUringIoHandler.newFactory();
        }

        @Override
        SocketChannel newSocket(SocketProtocolFamily family) {
            return new IoUringSocketChannel();
        }

        @Override
        ServerSocketChannel newServerSocket(SocketProtocolFamily family) {
            return new IoUringServerSocketChannel();
        }

        @Override
        void limitUnsent(ChannelConfig config) {
            config.setOption(IoUringChannelOption.TCP_NOTSENT_LOWAT, MOST_UNSENT);
        }

        // A buffer is given away when nothing has come yet.
        @Override
        RecvByteBufAllocator readBuffers() {
            return new AdaptiveRecvByteBufAllocator().maxMessagesPerRead(ReadBuffer.READS_A_TURN);
        }

        // A socket that is reset tells its error to one call alone. Here that may be a write under way, whose end comes after that of the read
        // which then finds nothing but the end of the stream.
        @Override
        boolean mayEndBeforeItsError() {
            return true;
        }
    },

    NIO {
        @Override
        Optional<String> obstacle() {
            return Optional.empty();
        }

        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        SocketChannel newSocket(SocketProtocolFamily family) throws IOException {
            return new NioSocketChannel(java.nio.channels.SocketChannel.open(family.toJdkFamily()));
        }

        @Override
        ServerSocketChannel newServerSocket(SocketProtocolFamily family) throws IOException {
            return new NioServerSocketChannel(java.nio.channels.ServerSocketChannel.open(family.toJdkFamily()));
        }
    };

    private static final RecvByteBufAllocator READ_BUFFERS = new ReadBuffer();

    /// Bytes that the system holds beyond those under way. Its own measure is megabytes, and it takes more only when a third of them is
    /// gone: a slow peer would seem to take nothing for minutes, and our words to a new one would lie long behind bulk.
    private static final long MOST_UNSENT = 256 << 10;

    /// What Netty has of a link at a time, so that what is urgent has little before it.
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 << 10, 256 << 10);

    String settingName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Why this one cannot be had here.
    abstract Optional<String> obstacle();

    abstract IoHandlerFactory handlers();

    abstract SocketChannel newSocket(SocketProtocolFamily family) throws IOException;

    abstract ServerSocketChannel newServerSocket(SocketProtocolFamily family) throws IOException;

    /// Holds the system to [#MOST_UNSENT]; NIO cannot.
    void limitUnsent(ChannelConfig config) {}

    /// Where bytes are read to.
    RecvByteBufAllocator readBuffers() {
        return READ_BUFFERS;
    }

    /// Whether the end of a stream may be read before the error is heard for which it ended. Then the link closes the socket, a turn later.
    boolean mayEndBeforeItsError() {
        return false;
    }

    /// A socket to dial with.
    ///
    /// @param from the address to dial from
    SocketChannel socket(IpAddress to, Optional<IpAddress> from) throws IOException {
        var channel = newSocket(family(to));
        prepare(channel);
        // Without it, each dial from a chosen address takes a port that no other may use, and they run out.
        if (this == EPOLL && from.isPresent()) channel.config().setOption(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        return channel;
    }

    /// A socket to listen on.
    ServerSocketChannel serverSocket(IpAddress local, int backlog) throws IOException {
        var channel = newServerSocket(family(local));
        channel.config().setBacklog(backlog);
        // Elsewhere it means "though connections of before linger", on Windows "though another listens".
        if (!System.getProperty("os.name").startsWith("Windows")) channel.config().setReuseAddress(true);
        return channel;
    }

    /// What every socket of a connection has: small messages go out at once, and nothing is read until a link asks for it.
    void prepare(SocketChannel channel) {
        channel.config().setTcpNoDelay(true).setAutoRead(false).setRecvByteBufAllocator(readBuffers()).setWriteBufferWaterMark(WATER_MARK);
        channel.config().setAllowHalfClosure(mayEndBeforeItsError());
        limitUnsent(channel.config());
    }

    /// Sends FIN, on the loop, when nothing waits to be written; closes a socket that cannot.
    ///
    /// Where Netty lets us, without it: it makes an exception with a stack trace for what might wait, a fortieth of the work of a handshake.
    static void endOutput(SocketChannel channel) {
        var unwritten = channel.unsafe().outboundBuffer();
        if (channel instanceof EpollSocketChannel epoll && epoll.fd() instanceof Socket socket && unwritten != null && unwritten.totalPendingWriteBytes() == 0) {
            try {
                socket.shutdown(false, true);
            } catch (IOException | RuntimeException _) {
                var _ = channel.close(); // Not connected, Netty says unchecked: the peer was quicker.
            }
        } else {
            channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    private static SocketProtocolFamily family(IpAddress ip) {
        return ip.isIpv4() ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }

    private static Optional<String> describe(@Nullable Throwable cause) {
        return Optional.ofNullable(cause).map(Problems::text);
    }
}
