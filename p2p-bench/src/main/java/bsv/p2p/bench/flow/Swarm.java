package bsv.p2p.bench.flow;

import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.codec.FrameHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Many peers that ping in turns, at one pace for them all. One thread writes and one reads, whatever their number: with a thread for each it is the
/// scheduler that would be measured.
final class Swarm implements AutoCloseable {
    private static final long TURN = 1_000_000;
    private static final int FRAME = FrameHeader.BASIC_LENGTH + Long.BYTES;
    private static final int NONCE = FrameHeader.BASIC_LENGTH;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// Of the command in a frame, which tells a ping from a pong.
    private static final int SECOND_LETTER = 5;

    private final List<PlainPeer> peers = new ArrayList<>();
    private final int eachTurn;
    private final Selector selector = Selector.open();
    private final ByteBuffer read = ByteBuffer.allocateDirect(64 << 10).order(ByteOrder.LITTLE_ENDIAN);
    private int next;

    /// @param eachSecond pings of all together, at least a thousand
    Swarm(int port, int count, int eachSecond) throws IOException {
        eachTurn = Math.toIntExact(eachSecond * TURN / 1_000_000_000L);
        for (int i = 0; i < count; i++) {
            var peer = PlainPeer.introduced(port);
            peers.add(peer);
            peer.ping();
            peer.channel().configureBlocking(false);
            // What is left of a frame that did not come as a whole.
            peer.channel().register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(FRAME).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    /// Pings until the condition holds, and waits for the last pong.
    Delays ping(BooleanSupplier over) throws IOException, InterruptedException {
        var sent = new Sent(1 << 16);
        var writer = Thread.ofPlatform().start(() -> write(sent, over));
        while (writer.isAlive() || !sent.areAnswered()) {
            if (!writer.isAlive() && sent.silence() > PATIENCE.toNanos()) throw new IOException("pongs are missing");
            selector.select(key -> answer(key, sent), 100);
        }
        writer.join();
        return Delays.of(List.of(sent.delays()));
    }

    /// When pings were sent, by their nonces, and how long it took until their pongs came.
    private static final class Sent {
        private volatile AtomicLongArray times;
        private volatile int count;
        private int answered;
        private long[] delays;
        private long last = System.nanoTime();

        Sent(int room) {
            times = new AtomicLongArray(room);
            delays = new long[room];
        }

        long now() {
            if (count == times.length()) {
                var more = new AtomicLongArray(2 * count);
                for (int i = 0; i < count; i++) more.setPlain(i, times.getPlain(i));
                times = more;
            }
            times.set(count, System.nanoTime());
            int nonce = count;
            count = nonce + 1;
            return nonce;
        }

        void answered(long nonce) {
            last = System.nanoTime();
            if (answered == delays.length) delays = Arrays.copyOf(delays, 2 * delays.length);
            delays[answered++] = last - times.get((int) nonce);
        }

        boolean areAnswered() {
            return answered == count;
        }

        long silence() {
            return System.nanoTime() - last;
        }

        long[] delays() {
            return Arrays.copyOf(delays, answered);
        }
    }

    private void write(Sent sent, BooleanSupplier over) {
        var frame = ByteBuffer.wrap(PlainPeer.frame(new Ping(0))).order(ByteOrder.LITTLE_ENDIAN);
        for (long due = System.nanoTime(); !over.getAsBoolean(); due = Math.max(due + TURN, System.nanoTime())) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) LockSupport.parkNanos(left);
            for (int i = 0; i < eachTurn; i++) {
                var channel = peers.get(next).channel();
                next = (next + 1) % peers.size();
                send(channel, frame, new Ping(sent.now()));
            }
        }
    }

    private static void send(SocketChannel channel, ByteBuffer frame, Ping ping) {
        try {
            frame.clear().put(PlainPeer.frame(ping)).flip();
            while (frame.hasRemaining()) channel.write(frame);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void answer(SelectionKey key, Sent sent) {
        try {
            var channel = (SocketChannel) key.channel();
            var rest = (ByteBuffer) key.attachment();
            rest.flip();
            read.clear().put(rest);
            if (channel.read(read) < 0) throw new IOException("one of the swarm was thrown out");
            read.flip();
            for (; read.remaining() >= FRAME; read.position(read.position() + FRAME)) {
                int at = read.position();
                if (read.getInt(at + FrameHeader.BASIC_LENGTH - 2 * Integer.BYTES) != Long.BYTES) throw new IOException("neither ping nor pong");
                long nonce = read.getLong(at + NONCE);
                if (read.get(at + SECOND_LETTER) == 'o') sent.answered(nonce);
                else channel.write(ByteBuffer.wrap(PlainPeer.frame(new Pong(nonce))));
            }
            rest.clear().put(read);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (var peer : peers) peer.close();
    }
}
