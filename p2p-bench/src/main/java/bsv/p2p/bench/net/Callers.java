package bsv.p2p.bench.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/// Callers, so many at once, from many addresses: each connects, shakes hands, hangs up and makes place for another. One thread.
final class Callers implements Counterpart.Session, SelectorLoop.Attendant {
    private static final int MOST_FAILURES = 100;

    private final SelectorLoop loop = new SelectorLoop(this);
    private final ByteBuffer introduction = Frames.introduction();
    private final ByteBuffer in = ByteBuffer.allocateDirect(4 << 10);
    private final AtomicLong handshakes = new AtomicLong();
    private final int port;
    private int next;
    private int failures;

    Callers(int port, int atOnce) throws IOException {
        this.port = port;
        for (int i = 0; i < atOnce; i++) call();
        loop.start();
    }

    private void call() throws IOException {
        var channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true).setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(new InetSocketAddress(Plain.loopbackAddress(next++), 0));
        var key = loop.add(channel, SelectionKey.OP_CONNECT, new FrameScanner());
        if (channel.connect(Plain.loopback(port))) introduce(channel, key);
    }

    private void introduce(SocketChannel channel, SelectionKey key) throws IOException {
        Plain.write(channel, introduction.rewind());
        key.interestOps(SelectionKey.OP_READ);
    }

    @Override
    public void attend(SelectionKey key) throws IOException {
        var channel = (SocketChannel) key.channel();
        if (key.isConnectable()) {
            if (channel.finishConnect()) introduce(channel, key);
            return;
        }
        if (channel.read(in.clear()) < 0) throw new IOException("closed during the handshake");
        if ((((FrameScanner) key.attachment()).scan(in.flip()) & FrameScanner.VERACK) == 0) return;
        handshakes.incrementAndGet();
        channel.close();
        call();
    }

    @Override
    public void broken(IOException cause) throws IOException {
        if (++failures > MOST_FAILURES) throw cause;
        call();
    }

    @Override
    public Mark mark() {
        return Mark.now(handshakes.get());
    }

    @Override
    public void close() throws IOException {
        loop.close();
    }
}
