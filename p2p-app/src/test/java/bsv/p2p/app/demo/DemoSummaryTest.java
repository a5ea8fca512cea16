package bsv.p2p.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoSummaryTest {

    @ParameterizedTest
    @CsvSource({"8, 8, true", "8, 9, true", "8, 7, false", "5, 5, true", "5, 4, false", "12, 8, true"})
    void theGoalIsEightConnectionsAtOnceOrTheTargetWhereThatIsLower(int target, int peak, boolean reached) {
        assertThat(summary(target, peak, 4, Duration.ofSeconds(20)).goalReached()).isEqualTo(reached);
    }

    @Test
    void theVerdictSaysWhyTheGoalWasMissed() {
        assertThat(summary(8, 9, 4, Duration.ofSeconds(20)).verdict()).isEqualTo("goal reached: 9 connections stood at once, 8 were asked for");
        assertThat(summary(8, 7, 4, Duration.ofSeconds(20)).verdict()).startsWith("goal missed: 7 connections stood at once").contains("3 connections failed");
        assertThat(summary(8, 0, 4, Duration.ofSeconds(20)).verdict()).endsWith("no handshake was completed");
        assertThat(summary(8, 0, 0, Duration.ofSeconds(20)).verdict()).endsWith("the DNS seed told no address");
        assertThat(summary(8, 0, 0, Duration.ZERO).verdict()).contains("stopped before");
    }

    @Test
    void peopleReadItInAFewLines() {
        var lines = SummaryText.of(summary(8, 9, 4, Duration.ofSeconds(20)));
        assertThat(lines.getFirst()).isEqualTo("After 20.0 s with 12 nodes, 4 killed on the way and 4 started again:");
        assertThat(lines).anyMatch(line -> line.contains("9 at once, 8 of 8 outbound; 9 in all, 2 lost, 3 failed"))
                .anyMatch(line -> line.contains("1 at once, 5 after a wait"))
                .anyMatch(line -> line.contains("2 times to the target, within 0.9 s"))
                .anyMatch(line -> line.contains("1.0 ms to 9.0 ms, half within 2.0 ms"))
                .anyMatch(line -> line.contains("4 from the DNS seed (3 of them new), 8 by gossip"))
                .anyMatch(line -> line.contains("height 10; 9 blocks and 90 transactions relayed"))
                .anyMatch(line -> line.contains("2000 in all, 100 a second, at most 150"));
        assertThat(lines.getLast()).startsWith("goal reached");
        assertThat(lines).allMatch(line -> line.length() < 80);
    }

    static DemoSummary summary(int target, int peak, int found, Duration length) {
        var handshakes = List.of(Duration.ofMillis(9), Duration.ofMillis(1), Duration.ofMillis(2));
        return new DemoSummary(12, target, length, 4, 4,
                new DemoSummary.Connections(peak, peak, Math.min(peak, target), 2, 3, 1, 5, handshakes, List.of(Duration.ofMillis(400), Duration.ofMillis(900))),
                new DemoSummary.Discovery(found, Math.max(0, found - 1), 8), new DemoSummary.Relay(10, 9, 90), new DemoSummary.Messages(2_000, 150));
    }
}
