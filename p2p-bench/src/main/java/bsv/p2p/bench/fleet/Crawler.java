package bsv.p2p.bench.fleet;

import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.api.spi.SharedPeerStore;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One process of a fleet: claims unknown peers, calls so many at once, and writes in batches what it found, until there are none left. It
/// says when it is ready, begins when it is told to, and ends with the number of peers that it called.
final class Crawler {
    private static final int CALLS_AT_ONCE = 64;
    private static final int CLAIMED_AT_ONCE = 256;
    private static final Duration HOLD = Duration.ofMinutes(10);
    private static final Duration WRITE_AFTER = Duration.ofMillis(200);

    private final SharedPeerStore store;
    private final int port;
    private final BlockingQueue<Peer> claimed = new ArrayBlockingQueue<>(CLAIMED_AT_ONCE);
    private final BlockingQueue<Peer> called = new LinkedBlockingQueue<>();
    private final CountDownLatch callers = new CountDownLatch(CALLS_AT_ONCE);
    private volatile boolean noneLeft;

    private Crawler(SharedPeerStore store, int port) {
        this.store = store;
        this.port = port;
    }

    /// Runs it; takes the URL of the database, its user and the port of the peers.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var store = Plugins.installed().find(PeerStoreProvider.class, "sql").open(Map.of("url", arguments[0], "user", arguments[1]));
        try (var shared = (SharedPeerStore) store) {
            System.out.println("ready");
            if (System.in.read() < 0) return;
            System.out.println(new Crawler(shared, Integer.parseInt(arguments[2])).run());
        }
    }

    private int run() throws InterruptedException {
        for (int i = 0; i < CALLS_AT_ONCE; i++) Thread.ofVirtual().start(this::call);
        Thread.ofPlatform().daemon().start(this::claim);
        int written = 0;
        while (callers.getCount() > 0 || !called.isEmpty()) {
            var some = new ArrayList<Peer>();
            var first = called.poll(WRITE_AFTER.toMillis(), TimeUnit.MILLISECONDS);
            if (first == null) continue;
            callers.await(WRITE_AFTER.toMillis(), TimeUnit.MILLISECONDS); // more will have come by then
            some.add(first);
            called.drainTo(some);
            written += store.batch(some);
        }
        return written;
    }

    private void claim() {
        try {
            while (true) {
                var some = store.claim(PeerStatus.UNKNOWN, CLAIMED_AT_ONCE, Instant.now(), HOLD);
                if (some.isEmpty()) break;
                for (var peer : some) claimed.put(peer);
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        } finally {
            noneLeft = true;
        }
    }

    private void call() {
        try {
            while (true) {
                var peer = claimed.poll(50, TimeUnit.MILLISECONDS);
                if (peer == null && noneLeft && claimed.isEmpty()) break;
                if (peer != null) called.add(answers(peer) ? peer.withStatus(PeerStatus.VALID, Instant.now()) : peer.withStatus(PeerStatus.INACCESSIBLE, Instant.now()));
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        } finally {
            callers.countDown();
        }
    }

    private boolean answers(Peer peer) {
        try (var socket = new Socket()) {
            socket.setSoLinger(true, 0); // a reset: many ports would wait for a minute otherwise
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            var out = new DataOutputStream(socket.getOutputStream());
            var id = new byte[16];
            ByteBuffer.wrap(id).putLong(peer.id().getMostSignificantBits()).putLong(peer.id().getLeastSignificantBits());
            out.write(id);
            return socket.getInputStream().read() == 1;
        } catch (IOException refused) {
            return false;
        }
    }
}
