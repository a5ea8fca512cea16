package bsv.p2p.bench.telemetry;

import bsv.p2p.bench.flow.PlainPeer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// Peers that ping by the handful and read the pongs.
final class Crowd implements AutoCloseable {
    /// Pings that a peer sends at once.
    static final int HANDFUL = 10;

    private final List<PlainPeer> peers = new ArrayList<>();
    private final byte[] pings = PlainPeer.pings(HANDFUL, 1);
    private final ExecutorService threads;

    Crowd(int port, int count) throws IOException {
        threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) peers.add(PlainPeer.introduced(port));
    }

    /// How many pings were answered, all of them within the time.
    ///
    /// @param pause of each peer from one handful to the next, in nanoseconds; 0: as soon as the last is answered
    long ping(long nanos, long pause) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + nanos;
        var each = new ArrayList<Callable<Long>>();
        for (int i = 0; i < peers.size(); i++) {
            var peer = peers.get(i);
            long first = System.nanoTime() + pause * i / peers.size(); // not all at once
            each.add(() -> ping(peer, first, pause, end));
        }
        long answered = 0;
        for (var one : threads.invokeAll(each)) answered += one.get();
        return answered;
    }

    private long ping(PlainPeer peer, long first, long pause, long end) throws IOException {
        long answered = 0;
        for (long due = first; due < end; due = pause == 0 ? System.nanoTime() : due + pause) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) LockSupport.parkNanos(left);
            peer.write(pings);
            for (int i = 0; i < HANDFUL; i++) peer.nextPong();
            if (System.nanoTime() < end) answered += HANDFUL;
        }
        return answered;
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (var peer : peers) peer.close();
    }
}
