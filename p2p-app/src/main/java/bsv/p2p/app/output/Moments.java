package bsv.p2p.app.output;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Moments in lines for programs.
public final class Moments {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Moments() {}

    /// Always with three digits of milliseconds: `2026-11-20T16:29:01.120Z`.
    public static String utc(Instant moment) {
        return UTC.format(moment);
    }
}
