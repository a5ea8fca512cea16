package bsv.p2p.bench.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// Plain connections.
final class Plain {
    private static final int FIRST_BYTES = 4 << 10;

    private Plain() {}

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    /// One of many addresses of this machine, never the usual one.
    static InetAddress loopbackAddress(int number) {
        var bytes = new byte[] {127, (byte) (1 + number / 62_500 % 250), (byte) (1 + number / 250 % 250), (byte) (1 + number % 250)};
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static SocketChannel introduced(int port, InetAddress from) throws IOException {
        return introduced(port, from, new FrameScanner());
    }

    /// Connects and shakes hands; what came with the end of the handshake is read too, and a ping among it answered.
    static SocketChannel introduced(int port, InetAddress from, FrameScanner scanner) throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true).bind(new InetSocketAddress(from, 0)).connect(loopback(port));
            write(channel, Frames.introduction());
            var in = ByteBuffer.allocate(FIRST_BYTES);
            int seen = 0;
            while ((seen & FrameScanner.VERACK) == 0) {
                if (channel.read(in.clear()) < 0) throw new EOFException("closed during the handshake");
                seen |= scanner.scan(in.flip());
            }
            if ((seen & FrameScanner.PING) != 0) write(channel, scanner.answer());
            return channel;
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) channel.write(bytes);
    }
}
