package bsv.p2p.testkit;

import bsv.p2p.api.peer.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Stands before a real node on a loopback address and lets connections through as a [FaultPlan] says: some are refused, some are cut,
/// some data come late, wrong or not at all. Each connection has two threads of its own; closing ends them all.
public final class FaultProxy implements AutoCloseable {
    private static final int PIECE = 8 * 1024;
    private final FaultPlan plan;
    private final InetSocketAddress target;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    /// A proxy that listens at `host`, on a port of its own.
    ///
    /// @throws IOException if it cannot listen
    public FaultProxy(InetAddress host, InetSocketAddress target, FaultPlan plan) throws IOException {
        this.plan = plan;
        this.target = target;
        this.door = new ServerSocket(0, 1_024, host);
        Thread.ofVirtual().name("fault-proxy").start(this::accept);
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return (InetSocketAddress) door.getLocalSocketAddress();
    }

    /// Connections taken so far.
    public long connections() {
        return connections.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var caller = door.accept();
                connections.incrementAndGet();
                open.add(caller);
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException _) {
                // closed, or the caller is gone already
            }
        }
    }

    private void serve(Socket caller) {
        var from = IpAddress.of(caller.getInetAddress());
        var to = IpAddress.of(target.getAddress());
        var node = new Socket();
        open.add(node);
        try {
            if (plan.ofDial().isPresent() || !mayPass(from, to)) {
                reset(caller, node);
                return;
            }
            node.bind(new InetSocketAddress(caller.getInetAddress(), 0));
            node.connect(target);
            var there = Thread.ofVirtual().start(() -> pump(caller, node, from, to));
            pump(node, caller, to, from);
            there.join();
            close(caller, node);
        } catch (IOException _) {
            reset(caller, node);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to, IpAddress sender, IpAddress receiver) {
        var piece = new byte[PIECE];
        try {
            while (true) {
                int count = from.getInputStream().read(piece);
                if (!mayPass(sender, receiver)) return;
                if (count < 0) {
                    to.shutdownOutput();
                    return;
                }
                if (!pass(piece, count, from, to)) return;
            }
        } catch (IOException _) {
            reset(from, to);
        }
    }

    /// Waits while the two are cut apart.
    ///
    /// @return false if the proxy was closed meanwhile
    private boolean mayPass(IpAddress sender, IpAddress receiver) {
        try {
            plan.awaitPassage(sender, receiver, door::isClosed);
            return !door.isClosed();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean pass(byte[] piece, int count, Socket from, Socket to) throws IOException {
        var trouble = plan.ofData().orElse(null);
        switch (trouble) {
            case null -> to.getOutputStream().write(piece, 0, count);
            case DELAY, STALL -> {
                if (!pause()) return false;
                to.getOutputStream().write(piece, 0, count);
            }
            case FLIP -> to.getOutputStream().write(flipped(piece, count));
            case RESET -> {
                reset(from, to);
                return false;
            }
            case HALF_CLOSE -> {
                to.shutdownOutput();
                return false;
            }
            case DROP, REFUSE -> {
                // nothing arrives
            }
        }
        return true;
    }

    private byte[] flipped(byte[] piece, int count) {
        var wrong = Arrays.copyOf(piece, count);
        wrong[plan.pick(count)] ^= (byte) (1 << plan.pick(8));
        return wrong;
    }

    private boolean pause() {
        try {
            return !closed.await(plan.pause().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void reset(Socket... sockets) {
        for (var socket : sockets) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException _) {
                // closed already
            }
        }
        close(sockets);
    }

    private void close(Socket... sockets) {
        for (var socket : sockets) {
            open.remove(socket);
            try {
                socket.close();
            } catch (IOException _) {
                // as good as closed
            }
        }
    }

    /// Takes no more connections and breaks those there are.
    @Override
    public void close() throws IOException {
        closed.countDown();
        door.close();
        reset(open.toArray(Socket[]::new));
    }
}
