package bsv.p2p.app.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/// Durations as people write them: a number and `ms`, `s`, `m`, `h` or `d`.
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?) ?(ms|s|m|h|d)");
    private static final BigDecimal MOST_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

    private Durations() {}

    /// Reads `500ms`, `30s`, `1.5m`, `2h`, `1d`.
    ///
    /// @throws IllegalArgumentException if `text` is anything else, or longer than 292 years
    public static Duration parse(String text) {
        var form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("expected a number and ms, s, m, h or d, such as 30s, found \"" + text + "\"");
        }
        var nanos = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit(form.group(2)).toNanos()));
        if (nanos.compareTo(MOST_NANOS) > 0) throw new IllegalArgumentException("expected less than 292 years, found \"" + text + "\"");
        return Duration.ofNanos(nanos.longValue());
    }

    /// The shortest text that [#parse] reads back, in the largest unit that leaves a whole number: `90s`, `5m`, `24h`.
    public static String print(Duration duration) {
        for (var unit : new String[] {"d", "h", "m", "s", "ms"}) {
            var one = unit(unit);
            var fits = unit.equals("d") ? duration.toDays() > 1 : duration.compareTo(one) >= 0;
            if (fits && duration.toNanos() % one.toNanos() == 0) return duration.dividedBy(one) + unit;
        }
        return duration.isZero() ? "0s" : BigDecimal.valueOf(duration.toNanos(), 6).stripTrailingZeros().toPlainString() + "ms";
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
