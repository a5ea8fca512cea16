package bsv.p2p.bench.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Peers that behave: each pings now and then and waits for its pong. There are enough of them that every loop of the node has some.
final class Others implements AutoCloseable {
    private static final int COUNT = 8;

    private final List<PlainPeer> peers = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(COUNT);

    Others(int port) throws IOException {
        for (int i = 0; i < COUNT; i++) peers.add(PlainPeer.introduced(port));
    }

    /// Begins to ping.
    ///
    /// @param pause of each, from one ping to the next, in nanoseconds
    /// @param over asked before each ping
    List<Future<long[]>> begin(long pause, BooleanSupplier over) {
        return peers.stream().map(peer -> threads.submit((Callable<long[]>) () -> ping(peer, pause, over))).toList();
    }

    /// What became of it.
    static Delays end(List<Future<long[]>> begun) throws InterruptedException, ExecutionException {
        var parts = new ArrayList<long[]>();
        for (var one : begun) parts.add(one.get());
        return Delays.of(parts);
    }

    private static long[] ping(PlainPeer peer, long pause, BooleanSupplier over) throws IOException {
        var delays = new long[1 << 10];
        int count = 0;
        for (long due = System.nanoTime(); !over.getAsBoolean(); due = Math.max(due + pause, System.nanoTime())) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) LockSupport.parkNanos(left);
            if (count == delays.length) delays = Arrays.copyOf(delays, 2 * count);
            delays[count++] = peer.ping();
        }
        return Arrays.copyOf(delays, count);
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (var peer : peers) peer.close();
    }
}
