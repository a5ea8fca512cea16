package bsv.p2p.telemetry.otel;

import bsv.p2p.api.spi.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/// How data goes to the collector; the keys under `extension.otel`.
///
/// @param interval how often metrics are sent, and the length of an exchange span; 1 s to 1 h, 1 min unless told otherwise
/// @param timeout the longest that a request may take; 100 ms to 5 min, 10 s unless told otherwise
/// @param share of connections that are traced; 0 to 1, all unless told otherwise
/// @param headers that go with every request, such as those by which a collector knows its clients
record PipelineSettings(Duration interval, Duration timeout, double share, Map<String, String> headers) {
    static PipelineSettings of(Map<String, String> texts) {
        var settings = new Settings(texts);
        var read = new PipelineSettings(
                settings.duration("interval", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofHours(1)),
                settings.duration("timeout", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofMinutes(5)),
                settings.parsed("share", PipelineSettings::share).orElse(1.0),
                settings.list("headers", PipelineSettings::header).stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue, (_, later) -> later)));
        settings.check();
        return read;
    }

    private static double share(String text) {
        double share = Double.parseDouble(text);
        if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("expected 0..1, found \"" + text + "\"");
        return share;
    }

    private static Map.Entry<String, String> header(String text) {
        int equals = text.indexOf('=');
        // What it holds may be a secret: it is not repeated.
        if (equals < 1) throw new IllegalArgumentException("expected NAME=VALUE");
        return Map.entry(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }

    /// Without what the headers hold.
    @Override
    public String toString() {
        return "interval %s, timeout %s, share %s, headers %s".formatted(interval, timeout, share, headers.keySet());
    }
}
