package bsv.p2p.bench.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;

/// Connections that read and hash what they read, as nodes do, all by one thread. Where they shall ask for more, the first one sends an inv each
/// time that all of them together have read so many bytes.
final class Readers implements Counterpart.Session, SelectorLoop.Attendant {
    private static final int BUFFER = 1 << 20;
    private static final long QUIET_MILLIS = 200;

    private final SelectorLoop loop = new SelectorLoop(this);
    private final MessageDigest hash = Sha256d.sha256();
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer more;
    private final long each;
    private final SocketChannel first;
    private final AtomicLong bytes = new AtomicLong();
    private long asked;

    /// @param each bytes after which to ask for more; 0 for never
    Readers(int port, int connections, long each) throws IOException {
        this.each = each;
        var frame = Kind.INV.frame();
        more = ByteBuffer.allocateDirect(frame.length).put(frame).flip();
        first = introduced(port, 0);
        for (int i = 1; i < connections; i++) introduced(port, i);
        loop.untilQuiet(QUIET_MILLIS); // What belongs to the handshakes does not count.
        bytes.set(0);
        loop.start();
    }

    private SocketChannel introduced(int port, int number) throws IOException {
        var channel = Plain.introduced(port, Plain.loopbackAddress(number));
        loop.add(channel, SelectionKey.OP_READ, this);
        return channel;
    }

    @Override
    public void attend(SelectionKey key) throws IOException {
        int count = ((SocketChannel) key.channel()).read(in.clear());
        if (count < 0) {
            key.channel().close();
            return;
        }
        hash.update(in.flip());
        bytes.addAndGet(count);
    }

    @Override
    public void attended() throws IOException {
        if (each == 0 || bytes.get() - asked < each) return;
        asked += each;
        Plain.write(first, more.rewind());
    }

    @Override
    public Mark mark() {
        return Mark.now(bytes.get());
    }

    @Override
    public void close() throws IOException {
        loop.close();
    }
}
