package bsv.p2p.manager;

import bsv.p2p.api.event.ControlEvent.Phase;
import bsv.p2p.api.spi.Link;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How fast peers sent lately: looks at the counters of all links twice a minute, so that counting costs nothing where bytes arrive.
final class ReceiveRates {
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final double SECOND = 1e9;
    private final Core core;
    /// Replaced as a whole by each look; links that are gone are in the new one no more.
    private volatile Map<Link, Looks> looks = Map.of();

    ReceiveRates(Core core) {
        this.core = core;
    }

    /// What was seen of a link at the last look and at the one before. Until there were two, it counts from where the link began.
    ///
    /// @param began a time before which nothing came
    private record Looks(long nanos, long bytes, long began, long bytesBefore) {
        Looks next(long now, long received) {
            return new Looks(now, received, nanos, bytes);
        }

        long rate(long now, long received) {
            return now == began ? 0 : Math.round((received - bytesBefore) * SECOND / (now - began));
        }
    }

    /// Looks now and for ever. On the core's loop.
    void start() {
        var next = new HashMap<Link, Looks>();
        for (var connection : core.connections.all()) connection.link().ifPresent(link -> {
            long now = link.loop().nanoTime();
            long received = link.counters().bytesReceived();
            var before = looks.get(link);
            next.put(link, before == null ? new Looks(now, received, now, received) : before.next(now, received));
        });
        looks = next;
        core.loop.schedule(() -> {
            if (core.phase() != Phase.STOPPED) start();
        }, LOOK);
    }

    /// Bytes a second over the last half to whole minute; 0 until the first look. From any thread.
    long of(Link link) {
        var seen = looks.get(link);
        return seen == null ? 0 : seen.rate(link.loop().nanoTime(), link.counters().bytesReceived());
    }
}
