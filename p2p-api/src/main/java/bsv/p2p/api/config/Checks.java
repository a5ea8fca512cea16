package bsv.p2p.api.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/// The checks that several settings share; each adds a sentence that names the setting, what was expected and what came.
final class Checks {
    /// Longer waits than a hundred years overflow the nanoseconds that timers count in.
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Checks() {}

    static void positive(List<String> problems, String setting, Duration value) {
        if (!value.isPositive()) problems.add("%s must be more than zero, is %s".formatted(setting, value));
        if (value.compareTo(LONGEST) > 0) problems.add("%s must be at most 36500 days, is %s".formatted(setting, value));
    }

    static void inRange(List<String> problems, String setting, long value, long min, long max) {
        if (value < min || value > max) problems.add("%s must be %d..%d, is %d".formatted(setting, min, max, value));
    }

    static void httpUrl(List<String> problems, String setting, String url) {
        if (!isHttpUrl(url)) problems.add("%s must be an http or https URL, is \"%s\"".formatted(setting, url));
    }

    private static boolean isHttpUrl(String url) {
        try {
            var uri = URI.create(url);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
