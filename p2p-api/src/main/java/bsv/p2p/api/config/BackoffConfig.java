package bsv.p2p.api.config;

import bsv.p2p.api.error.InvalidConfiguration;
import java.time.Duration;
import java.util.ArrayList;

/// How long to wait before dialing a peer again. Wait n is `initialBackoff` × `backoffMultiplier`^n, at most `maxBackoff`, times a
/// random 0.9 to 1.1.
///
/// @param initialBackoff the first wait; more than zero
/// @param backoffMultiplier growth from wait to wait; more than 1
/// @param maxBackoff the longest wait before jitter; at least `initialBackoff`
/// @param maxRetries failures in a row after which the peer counts as inaccessible; 0 or more. Fixed peers are retried without end
/// @param initialCoolDown how long an inaccessible peer is left alone at first; doubles each time
/// @param maxCoolDown the longest cool-down; at least `initialCoolDown`
public record BackoffConfig(Duration initialBackoff, double backoffMultiplier, Duration maxBackoff, int maxRetries,
        Duration initialCoolDown, Duration maxCoolDown) {
    /// The documented defaults.
    public static final BackoffConfig DEFAULT = new BackoffConfig(
            Duration.ofSeconds(5), 2.0, Duration.ofMinutes(10), 10, Duration.ofHours(1), Duration.ofHours(24));

    public BackoffConfig {
        var problems = new ArrayList<String>();
        Checks.positive(problems, "initialBackoff", initialBackoff);
        if (!(backoffMultiplier > 1) || Double.isInfinite(backoffMultiplier)) problems.add("backoffMultiplier must be more than 1, is " + backoffMultiplier);
        if (maxBackoff.compareTo(initialBackoff) < 0) problems.add("maxBackoff (%s) must not be below initialBackoff (%s)".formatted(maxBackoff, initialBackoff));
        Checks.inRange(problems, "maxRetries", maxRetries, 0, Integer.MAX_VALUE);
        Checks.positive(problems, "initialCoolDown", initialCoolDown);
        if (maxCoolDown.compareTo(initialCoolDown) < 0) problems.add("maxCoolDown (%s) must not be below initialCoolDown (%s)".formatted(maxCoolDown, initialCoolDown));
        InvalidConfiguration.throwIfAny(problems);
    }

    public BackoffConfig withInitialBackoff(Duration newInitialBackoff) {
        return new BackoffConfig(newInitialBackoff, backoffMultiplier, maxBackoff, maxRetries, initialCoolDown, maxCoolDown);
    }

    public BackoffConfig withBackoffMultiplier(double newBackoffMultiplier) {
        return new BackoffConfig(initialBackoff, newBackoffMultiplier, maxBackoff, maxRetries, initialCoolDown, maxCoolDown);
    }

    public BackoffConfig withMaxBackoff(Duration newMaxBackoff) {
        return new BackoffConfig(initialBackoff, backoffMultiplier, newMaxBackoff, maxRetries, initialCoolDown, maxCoolDown);
    }

    public BackoffConfig withMaxRetries(int newMaxRetries) {
        return new BackoffConfig(initialBackoff, backoffMultiplier, maxBackoff, newMaxRetries, initialCoolDown, maxCoolDown);
    }

    public BackoffConfig withInitialCoolDown(Duration newInitialCoolDown) {
        return new BackoffConfig(initialBackoff, backoffMultiplier, maxBackoff, maxRetries, newInitialCoolDown, maxCoolDown);
    }

    public BackoffConfig withMaxCoolDown(Duration newMaxCoolDown) {
        return new BackoffConfig(initialBackoff, backoffMultiplier, maxBackoff, maxRetries, initialCoolDown, newMaxCoolDown);
    }
}
