package bsv.p2p.manager;

import bsv.p2p.manager.connection.Input;
import bsv.p2p.manager.connection.PeerConnection;
import bsv.p2p.manager.connection.Role;
import java.time.Duration;
import java.util.List;

/// Where more peers wait to be dialed again than are connected, it is our own network that failed, not they. Then one of them, by chance,
/// is tried out of turn now and then, and as soon as one is reached the waits of all are over: a node that was cut off comes back within
/// a minute, not when the grown waits of its peers end. Fixed peers keep their waits. On the core's loop.
final class Outage {
    /// So many that wait at once say something about our own network.
    private static final int MANY = 4;
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(20);
    private final Core core;
    private final ConnectionHost host;
    private long lastProbe;

    Outage(Core core, ConnectionHost host) {
        this.core = core;
        this.host = host;
        this.lastProbe = core.loop.nanoTime();
    }

    /// Tries one of those who wait, if it is time.
    void probe() {
        long now = core.loop.nanoTime();
        if (now - lastProbe < BETWEEN_PROBES.toNanos()) return;
        var waiting = waiting();
        if (!isLikely(waiting)) return;
        lastProbe = now;
        waiting.get(core.parts.random().nextInt(waiting.size())).tell(new Input.WaitNoLonger());
    }

    /// A peer was reached.
    void over() {
        var waiting = waiting();
        if (isLikely(waiting)) waiting.forEach(connection -> connection.tell(new Input.WaitNoLonger()));
    }

    private boolean isLikely(List<PeerConnection> waiting) {
        return waiting.size() >= MANY && waiting.size() > core.connections.counts(0).outbound();
    }

    private List<PeerConnection> waiting() {
        return core.connections.outbound().stream().filter(connection -> connection.role().purpose() == Role.Purpose.DIALED && !host.hasPlace(connection)).toList();
    }
}
