package bsv.p2p.bench.fleet;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// All peers there are, behind one listener on loopback: a caller says whom it means, waits as long as a peer far away takes, and gets a byte.
/// It keeps count of the calls for each.
final class PretendedPeers implements AutoCloseable {
    private static final int BACKLOG = 4_096;

    private final ServerSocket listener;
    private final Duration latency;
    private final Map<UUID, AtomicInteger> calls = new ConcurrentHashMap<>();

    PretendedPeers(Duration latency) throws IOException {
        listener = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
        this.latency = latency;
        Thread.ofPlatform().daemon().name("peers").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// How many peers were called.
    int called() {
        return calls.size();
    }

    /// How many of them more than once.
    long calledAgain() {
        return calls.values().stream().filter(times -> times.get() > 1).count();
    }

    void forgetCalls() {
        calls.clear();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket; var in = new DataInputStream(socket.getInputStream())) {
            var id = new UUID(in.readLong(), in.readLong());
            calls.computeIfAbsent(id, _ -> new AtomicInteger()).incrementAndGet();
            Thread.sleep(latency); // no wait for anything: the way to a peer far away, which is part of what is measured
            socket.getOutputStream().write(1);
            // The caller closes first: its side keeps no port busy, see Crawler.
            var _ = in.read();
        } catch (IOException | InterruptedException gone) {
            // the caller did not wait
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
