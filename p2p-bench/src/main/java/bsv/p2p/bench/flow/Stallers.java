package bsv.p2p.bench.flow;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// A peer that asks for pongs and reads none. The node cuts it off after a while; then there is another one.
final class Stallers implements AutoCloseable {
    private static final byte[] PINGS = PlainPeer.pings(10_000, 1);

    private final int port;
    private final AtomicReference<PlainPeer> current;
    private final Thread writer;
    private volatile boolean over;
    private final AtomicLong written = new AtomicLong();

    Stallers(int port) throws IOException {
        this.port = port;
        current = new AtomicReference<>(PlainPeer.introduced(port));
        writer = Thread.ofPlatform().daemon().name("staller").start(this::stall);
    }

    /// Bytes that it could write.
    long written() {
        return written.get();
    }

    private void stall() {
        while (!over) {
            try {
                while (true) {
                    current.get().write(PINGS);
                    written.addAndGet(PINGS.length);
                }
            } catch (IOException cutOff) {
                renew();
            }
        }
    }

    private void renew() {
        if (over) return;
        try {
            current.set(PlainPeer.introduced(port));
        } catch (IOException refused) {
            over = true;
        }
    }

    @Override
    public void close() throws IOException {
        over = true;
        current.get().close();
        try {
            writer.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        current.get().close();
    }
}
