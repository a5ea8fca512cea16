package bsv.p2p.api.config;

import bsv.p2p.api.error.InvalidConfiguration;
import java.time.Duration;
import java.util.ArrayList;

/// How often a connection that stood and was lost may be restarted at once.
///
/// @param maxRestarts restarts within the window; above it the normal backoff applies; 0 or more
/// @param restartWindow how long a restart counts; only time makes it forgotten
/// @param stableAfter a connection that stood for less does not reset the count of retries
public record RestartConfig(int maxRestarts, Duration restartWindow, Duration stableAfter) {
    /// The documented defaults.
    public static final RestartConfig DEFAULT = new RestartConfig(3, Duration.ofHours(1), Duration.ofSeconds(60));

    public RestartConfig {
        var problems = new ArrayList<String>();
        Checks.inRange(problems, "maxRestarts", maxRestarts, 0, Integer.MAX_VALUE);
        Checks.positive(problems, "restartWindow", restartWindow);
        if (stableAfter.isNegative()) problems.add("stableAfter must not be negative, is " + stableAfter);
        InvalidConfiguration.throwIfAny(problems);
    }

    public RestartConfig withMaxRestarts(int newMaxRestarts) {
        return new RestartConfig(newMaxRestarts, restartWindow, stableAfter);
    }

    public RestartConfig withRestartWindow(Duration newRestartWindow) {
        return new RestartConfig(maxRestarts, newRestartWindow, stableAfter);
    }

    public RestartConfig withStableAfter(Duration newStableAfter) {
        return new RestartConfig(maxRestarts, restartWindow, newStableAfter);
    }
}
