package bsv.p2p.bench.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/// Nodes on all addresses of this machine, behind one port and by one thread: they shake hands, tell a thousand addresses to whoever asks, and hang
/// up when the caller does.
final class Answerers implements Counterpart.Session, SelectorLoop.Attendant {
    private static final int BACKLOG = 4_096;

    private final SelectorLoop loop = new SelectorLoop(this);
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final boolean telling;
    private final ByteBuffer introduction = Frames.introduction();
    private final ByteBuffer addresses;
    private final ByteBuffer in = ByteBuffer.allocateDirect(4 << 10);
    private final AtomicLong ended = new AtomicLong();

    /// @param telling whether they answer a getaddr
    Answerers(boolean telling) throws IOException {
        this.telling = telling;
        var addr = Kind.ADDR.frame();
        addresses = ByteBuffer.allocateDirect(addr.length).put(addr).flip();
        listener.bind(new InetSocketAddress(0), BACKLOG);
        loop.add(listener, SelectionKey.OP_ACCEPT, this);
        loop.start();
    }

    /// One caller.
    private static final class Conversation {
        private final FrameScanner scanner = new FrameScanner();
        private ByteBuffer unsent = ByteBuffer.allocate(0);
        private boolean introduced;
    }

    int port() throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    @Override
    public void attend(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            accept();
            return;
        }
        var channel = (SocketChannel) key.channel();
        var conversation = (Conversation) key.attachment();
        if (key.isWritable()) send(key, channel, conversation);
        if (!key.isReadable()) return;
        if (channel.read(in.clear()) < 0) {
            channel.close();
            if (conversation.introduced && !conversation.unsent.hasRemaining()) ended.incrementAndGet();
            return;
        }
        int seen = conversation.scanner.scan(in.flip());
        if ((seen & FrameScanner.VERSION) != 0) Plain.write(channel, introduction.rewind());
        if ((seen & FrameScanner.VERACK) != 0) conversation.introduced = true;
        if (telling && (seen & FrameScanner.GETADDR) != 0) {
            conversation.unsent = addresses.duplicate();
            send(key, channel, conversation);
        }
    }

    private void accept() throws IOException {
        for (var caller = listener.accept(); caller != null; caller = listener.accept()) {
            caller.setOption(StandardSocketOptions.TCP_NODELAY, true);
            loop.add(caller, SelectionKey.OP_READ, new Conversation());
        }
    }

    private static void send(SelectionKey key, SocketChannel channel, Conversation conversation) throws IOException {
        channel.write(conversation.unsent);
        key.interestOps(conversation.unsent.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    @Override
    public void broken(IOException cause) {
        // a caller reset its connection: it does not count
    }

    @Override
    public Mark mark() {
        return Mark.now(ended.get());
    }

    @Override
    public void close() throws IOException {
        loop.close();
    }
}
