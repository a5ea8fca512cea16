package bsv.p2p.bench.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Many connections from many addresses, silent unless they are told to talk: then one after the other sends some frames and a ping. Whatever their
/// number, as much is under way: there are so many pings without a pong.
final class Crowd implements Counterpart.Session, SelectorLoop.Attendant {
    private static final int FRAMES = 200;
    private static final int UNDER_WAY = 64;
    private static final long QUIET_MILLIS = 500;
    private static final long MOMENT_MILLIS = 1;

    private final SelectorLoop loop = new SelectorLoop(this);
    private final List<SocketChannel> members = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 << 10);
    private final ByteBuffer speech;
    private final AtomicLong answered = new AtomicLong();
    /// The one that uses the loop; between two commands there is always one.
    private Thread member = new Thread(() -> {});
    private volatile boolean goesOn;
    private long pongs;
    private long speeches;

    Crowd() throws IOException {
        var frame = Kind.INV.frame();
        var ping = Frames.ping();
        speech = ByteBuffer.allocateDirect(FRAMES * frame.length + ping.length);
        for (int i = 0; i < FRAMES; i++) speech.put(frame);
        speech.put(ping).flip();
    }

    /// Adds connections until there are so many.
    void grow(int port, int count) throws IOException {
        end();
        while (members.size() < count) {
            var scanner = new FrameScanner();
            var channel = Plain.introduced(port, Plain.loopbackAddress(members.size()), scanner);
            loop.add(channel, SelectionKey.OP_READ, scanner);
            members.add(channel);
        }
        begin(this::listen);
    }

    void talk(boolean on) {
        end();
        begin(on ? this::talk : this::listen);
    }

    private void begin(Work work) {
        goesOn = true;
        member = Thread.ofPlatform().daemon().start(() -> {
            try {
                work.run();
            } catch (IOException failed) {
                Children.fail(failed);
            }
        });
    }

    private void end() {
        goesOn = false;
        Flood.join(member);
    }

    /// Something that goes on until it shall not any more.
    private interface Work {
        void run() throws IOException;
    }

    private void talk() throws IOException {
        while (goesOn) {
            while (speeches - pongs < UNDER_WAY) Plain.write(members.get((int) (speeches++ % members.size())), speech.rewind());
            loop.once(MOMENT_MILLIS);
            answered.set(FRAMES * pongs);
        }
        loop.untilQuiet(QUIET_MILLIS);
    }

    /// Answers pings, and is silent otherwise.
    private void listen() throws IOException {
        while (goesOn) loop.once(QUIET_MILLIS);
    }

    @Override
    public void attend(SelectionKey key) throws IOException {
        var channel = (SocketChannel) key.channel();
        if (channel.read(in.clear()) < 0) throw new IOException("one of the crowd was thrown out");
        var scanner = (FrameScanner) key.attachment();
        long before = scanner.pongs();
        int seen = scanner.scan(in.flip());
        pongs += scanner.pongs() - before;
        if ((seen & FrameScanner.PING) != 0) Plain.write(channel, scanner.answer());
    }

    @Override
    public Mark mark() {
        return Mark.now(answered.get());
    }

    @Override
    public void close() throws IOException {
        end();
        loop.close();
    }
}
