package bsv.p2p.manager;

import bsv.p2p.api.event.ControlEvent.Phase;
import java.time.Duration;

/// Tries out, now and then and by short calls, whether addresses heard of are nodes, so that good ones are known when they are needed.
/// On public networks only: elsewhere peers are known.
final class Feelers {
    private static final double MOST_OF_MEAN = 10;
    private final Core core;
    private final Dialer dialer;

    Feelers(Core core, Dialer dialer) {
        this.core = core;
        this.dialer = dialer;
    }

    void start() {
        if (!core.config().network().isPublic()) return;
        core.loop.schedule(() -> {
            dialer.feel();
            if (core.phase() != Phase.STOPPED) start();
        }, untilNext());
    }

    /// Random times, so that nobody can time a call of his own to ours.
    private Duration untilNext() {
        double factor = Math.min(-Math.log1p(-core.parts.random().nextDouble()), MOST_OF_MEAN);
        return Duration.ofNanos((long) (core.config().gossip().feelerInterval().toNanos() * factor));
    }
}
