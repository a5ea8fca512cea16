package bsv.p2p.manager.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void letsABurstThroughAndThenTheRate() {
        var bucket = new TokenBucket(1_000, 0);
        assertThat(bucket.take(1_500, 0, 1_000, 0.1)).isEqualTo(1_000);
        assertThat(bucket.take(1, 9 * SECOND, 1_000, 0.1)).isZero();
        assertThat(bucket.take(5, 10 * SECOND, 1_000, 0.1)).isEqualTo(1);
        assertThat(bucket.take(5, 60 * SECOND, 1_000, 0.1)).isEqualTo(5);
    }

    @Test
    void neverHoldsMoreThanTheBurst() {
        var bucket = new TokenBucket(10, 0);
        assertThat(bucket.take(1_000, 3_600 * SECOND, 10, 100)).isEqualTo(10);
    }
}
