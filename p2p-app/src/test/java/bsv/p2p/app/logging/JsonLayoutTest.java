package bsv.p2p.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

class JsonLayoutTest {
    private static final Logger LOGGER = new LoggerContext().getLogger("bsv.p2p.events");

    @Test
    void aLineIsAnObjectWithTheNamedFields() {
        assertThat(line("connection lost", null, new KeyValuePair("network", "mainnet"), new KeyValuePair("points", 7), new KeyValuePair("count", 1L << 40), new KeyValuePair("held", true),
                new KeyValuePair("took", Duration.ofSeconds(1)), new KeyValuePair("nothing", null))).isEqualTo(
                "{\"time\":\"2026-11-20T16:29:01.123456Z\",\"level\":\"INFO\",\"logger\":\"bsv.p2p.events\",\"thread\":\"worker\",\"message\":\"connection lost\",\"network\":\"mainnet\",\"points\":7,"
                        + "\"count\":1099511627776,\"held\":true,\"took\":\"PT1S\",\"nothing\":\"null\"}\n");
    }

    @Test
    void aPairDoesNotTakeThePlaceOfAField() {
        var read = JsonMapper.builder().build().readTree(line("real", null, new KeyValuePair("message", "forged"), new KeyValuePair("level", 1), new KeyValuePair("level", 2)));

        assertThat(read.get("message").stringValue()).isEqualTo("real");
        assertThat(read.get("message_").stringValue()).isEqualTo("forged");
        assertThat(read.get("level__").intValue()).isEqualTo(2);
    }

    @Test
    void whatWasThrownIsInTheSameLine() {
        var line = line("failed", new IllegalStateException("a\nb"));

        assertThat(line).hasLineCount(1);
        assertThat(JsonMapper.builder().build().readTree(line).get("exception").stringValue()).isEqualTo("java.lang.IllegalStateException: a\nb");
        assertThat(JsonMapper.builder().build().readTree(line).get("stack_trace").stringValue()).contains("\tat ");
    }

    @Test
    void whateverStrangersSayIsInertAndIsWhatTheySaid() {
        for (var text : HostileTexts.ALL) {
            var line = line("agent " + text, new IllegalStateException(text), new KeyValuePair("agent", text), new KeyValuePair(text, 1));

            assertThat(line).hasLineCount(1);
            assertThat(line.strip().chars()).allMatch(c -> c >= 0x20 && c < 0x7f);
            assertThat(JsonMapper.builder().build().readTree(line).get("agent").stringValue()).isEqualTo(text.replace('\ud800', '?'));
            assertThat(JsonMapper.builder().build().readTree(line).get("message").stringValue()).isEqualTo("agent " + text.replace('\ud800', '?'));
        }
    }

    private static String line(String message, Throwable thrown, KeyValuePair... pairs) {
        var event = new LoggingEvent("test", LOGGER, Level.INFO, message, thrown, new Object[0]);
        event.setThreadName("worker");
        event.setInstant(Instant.parse("2026-11-20T16:29:01.123456Z"));
        event.setKeyValuePairs(new ArrayList<>(List.of(pairs)));
        return new JsonLayout().doLayout(event);
    }
}
