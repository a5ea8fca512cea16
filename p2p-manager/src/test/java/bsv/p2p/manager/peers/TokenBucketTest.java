package bsv.p2p.manager.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void letsABurstThroughAndThenTheRate() {
        var bucket = new TokenBucket(1_000, 0.1, 0);
        assertThat(bucket.take(1_500, 0)).isEqualTo(1_000);
        assertThat(bucket.take(1, 9 * SECOND)).isZero();
        assertThat(bucket.take(5, 10 * SECOND)).isEqualTo(1);
        assertThat(bucket.take(5, 60 * SECOND)).isEqualTo(5);
    }

    @Test
    void neverHoldsMoreThanTheBurst() {
        var bucket = new TokenBucket(10, 100, 0);
        assertThat(bucket.take(1_000, 3_600 * SECOND)).isEqualTo(10);
    }
}
