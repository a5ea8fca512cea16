package bsv.p2p.transport;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The links of a transport whose sockets are open, those that are still dialing included. Safe for many threads.
final class Links {
    private final Set<NettyLink> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    void add(NettyLink link) {
        open.add(link);
        if (closing) link.close();
    }

    void remove(NettyLink link) {
        open.remove(link);
    }

    /// Closes all in good order, those that take longer than `grace` by force.
    void close(Duration grace) {
        closing = true;
        open.forEach(NettyLink::close);
        long deadline = System.nanoTime() + grace.toNanos();
        for (var link : open) link.awaitClosed(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        open.forEach(NettyLink::closeByForce);
    }
}
