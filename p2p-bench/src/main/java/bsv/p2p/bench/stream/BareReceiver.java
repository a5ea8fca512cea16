package bsv.p2p.bench.stream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Copies so many bytes from a socket to a file and forces them to the disk: the least that can be done.
final class BareReceiver {
    private BareReceiver() {}

    /// Takes port, file and size of the payload.
    public static void main(String[] arguments) throws IOException {
        long left = Long.parseLong(arguments[2]);
        try (var socket = SocketChannel.open(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(arguments[0])));
                var file = FileChannel.open(Path.of(arguments[1]), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.allocateDirect(SyntheticBlock.PIECE);
            skip(socket, BlockSender.before());
            long begin = System.nanoTime();
            while (left > 0) {
                if (socket.read(buffer) < 0) throw new IOException("the end, with " + left + " bytes missing");
                left -= buffer.flip().remaining();
                while (buffer.hasRemaining()) file.write(buffer);
                buffer.clear();
            }
            file.force(true);
            Received.print(begin);
        }
    }

    private static void skip(SocketChannel socket, int count) throws IOException {
        var skipped = ByteBuffer.allocate(count);
        while (skipped.hasRemaining()) if (socket.read(skipped) < 0) throw new IOException("the end before the payload");
    }
}
