package bsv.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.testkit.LogLines;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RareLogTest {
    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 5); // About to overflow, as nanoTime may.
    private final LogLines lines = new LogLines();
    private final RareLog log = new RareLog(lines, time::get);

    @Test
    void writesOneLineASecondAndCountsTheOthers() {
        for (int i = 0; i < 100; i++) log.error("broken", new IllegalStateException());
        assertThat(lines.written()).containsExactly("ERROR broken left_out=0");

        time.addAndGet(Duration.ofMillis(999).toNanos());
        log.warn("odd", new IllegalStateException());
        assertThat(lines.written()).hasSize(1);

        time.addAndGet(Duration.ofMillis(1).toNanos());
        log.warn("odd", new IllegalStateException());
        assertThat(lines.written()).containsExactly("ERROR broken left_out=0", "WARN odd left_out=100");
    }
}
