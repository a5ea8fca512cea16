package bsv.p2p.manager.connection;

import bsv.p2p.api.config.BackoffConfig;
import java.time.Duration;

/// How long to wait before dial `n` + 1: `initialBackoff` × `backoffMultiplier`^n, capped, × 0.9 to 1.1.
final class BackoffPolicy {
    private BackoffPolicy() {}

    /// @param retries failed dials before, from 0
    /// @param chance uniform in 0..1
    static Duration delay(BackoffConfig config, int retries, double chance) {
        return jittered(grown(config.initialBackoff(), config.backoffMultiplier(), retries, config.maxBackoff()), chance);
    }

    private static Duration grown(Duration initial, double factor, int steps, Duration cap) {
        double nanos = initial.toNanos() * Math.pow(factor, steps);
        return nanos >= cap.toNanos() ? cap : Duration.ofNanos((long) nanos);
    }

    private static Duration jittered(Duration delay, double chance) {
        return Duration.ofNanos((long) (delay.toNanos() * (0.9 + 0.2 * chance)));
    }
}
