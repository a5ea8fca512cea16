package bsv.p2p.bench.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/// Sends a ping, waits for the pong, and again.
final class Pings implements Counterpart.Session {
    private final SocketChannel channel;
    private final Thread thread;
    private long[] took = new long[1 << 16];
    private int count;

    Pings(int port) throws IOException {
        channel = Plain.introduced(port, Plain.loopbackAddress(0));
        thread = Thread.ofPlatform().daemon().start(this::run);
    }

    private void run() {
        var ping = Frames.ping();
        var out = ByteBuffer.allocateDirect(ping.length).put(ping).flip();
        var in = ByteBuffer.allocateDirect(4 << 10);
        var scanner = new FrameScanner();
        try {
            while (true) {
                long began = System.nanoTime();
                Plain.write(channel, out.rewind());
                int seen = 0;
                while ((seen & FrameScanner.PONG) == 0) {
                    if (channel.read(in.clear()) < 0) throw new EOFException("closed");
                    seen |= scanner.scan(in.flip());
                }
                add(System.nanoTime() - began);
            }
        } catch (IOException closed) {
            // by [#close], or by the other side: then there are no pongs
        }
    }

    private synchronized void add(long nanos) {
        if (count == took.length) took = Arrays.copyOf(took, 2 * count);
        took[count++] = nanos;
    }

    /// Forgets what it tells.
    @Override
    public synchronized Mark mark() {
        int pongs = count;
        count = 0;
        if (pongs == 0) return Mark.now(0);
        Arrays.sort(took, 0, pongs);
        return Mark.now(pongs, took[pongs / 2], took[(int) (pongs * 0.99)]);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Flood.join(thread);
    }
}
