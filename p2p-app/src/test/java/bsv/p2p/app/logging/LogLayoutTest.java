package bsv.p2p.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogLayoutTest {
    private static final Instant NOW = Instant.parse("2026-11-20T16:29:01.123456Z");
    private static final String TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault()).format(NOW);
    private static final Logger LOGGER = new LoggerContext().getLogger("bsv.p2p.manager.connection.PeerConnection");

    @Test
    void aLineHasTimeLevelShortNameMessageAndPairs() {
        assertThat(line("connected", null, new KeyValuePair("peer_id", 7), new KeyValuePair("agent", "/a b/"), new KeyValuePair("none", "")))
                .isEqualTo(TIME + " INFO  PeerConnection connected peer_id=7 agent=\"/a b/\" none=\"\"\n");
    }

    @Test
    void noTextOfAStrangerBreaksALine() {
        for (var text : HostileTexts.ALL) {
            var line = line("agent " + text, new IllegalStateException(text), new KeyValuePair("agent", text), new KeyValuePair(text, 1));

            assertThat(line.lines().toList().subList(1, (int) line.lines().count())).allMatch(trace -> trace.startsWith("    "));
            assertThat(line.replace("\n", "").codePoints()).allMatch(c -> c >= 0x20 && c != 0x7f && (c < 0x80 || c >= 0xa0) && c != 0x202e);
        }
        assertThat(line("m", null, new KeyValuePair("agent", "q\" forged=1"))).endsWith("agent=\"q\\\" forged=1\"\n");
    }

    @Test
    void aStackTraceFollowsInLinesOfItsOwn() {
        assertThat(line("failed", new IllegalStateException("why")).lines().skip(1)).isNotEmpty()
                .first().isEqualTo("    java.lang.IllegalStateException: why");
    }

    private static String line(String message, Throwable thrown, KeyValuePair... pairs) {
        var event = new LoggingEvent("test", LOGGER, Level.INFO, message, thrown, new Object[0]);
        event.setInstant(NOW);
        event.setKeyValuePairs(new ArrayList<>(List.of(pairs)));
        return new LogLayout().doLayout(event);
    }
}
