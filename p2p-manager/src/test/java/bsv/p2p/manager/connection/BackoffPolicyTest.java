package bsv.p2p.manager.connection;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.BackoffConfig;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffPolicyTest {
    @Test
    void growsByTheMultiplierUpToTheCap() {
        var waits = java.util.stream.IntStream.range(0, 9).mapToObj(n -> BackoffPolicy.delay(BackoffConfig.DEFAULT, n, 0.5).toSeconds()).toList();
        assertThat(waits).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 600L, 600L);
    }

    @Test
    void theJitterStaysWithinATenthWhateverTheNumberOfRetries() {
        var random = new Random(7);
        for (int retries : new int[] {0, 1, 6, 7, 100, 10_000, Integer.MAX_VALUE}) {
            double plain = Math.min(5 * Math.pow(2, retries), 600);
            for (int i = 0; i < 1_000; i++) {
                double chance = random.nextDouble();
                double seconds = BackoffPolicy.delay(BackoffConfig.DEFAULT, retries, chance).toNanos() / 1e9;
                assertThat(seconds / plain).isBetween(0.8999, 1.1001);
            }
        }
        assertThat(BackoffPolicy.delay(BackoffConfig.DEFAULT, 0, 0)).isEqualTo(Duration.ofMillis(4_500));
    }
}
