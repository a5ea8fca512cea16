package bsv.p2p.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionPoolTest {
    private final TransactionPool pool = new TransactionPool();

    @Test
    void knowsATransactionFromTheFirstTimeOn() {
        var payment = RegtestBlocksTest.payment(1);
        assertThat(pool.add(payment)).isTrue();
        assertThat(pool.add(payment)).isFalse();
        assertThat(pool.find(payment.txid())).contains(payment);
        assertThat(pool.waiting()).containsExactly(payment);
    }

    @Test
    void whatIsInABlockWaitsNoMoreButIsStillKnown() {
        var mined = RegtestBlocksTest.payment(1);
        var notMined = RegtestBlocksTest.payment(2);
        var neverSeen = RegtestBlocksTest.payment(3);
        pool.add(mined);
        pool.add(notMined);
        pool.mined(RegtestBlocks.mine(RegtestBlocks.GENESIS, 1, List.of(mined, neverSeen), 1_700_000_000L));
        assertThat(pool.waiting()).containsExactly(notMined);
        assertThat(pool.add(mined)).isFalse();
        assertThat(pool.add(neverSeen)).isFalse();
    }

    @Test
    void theOldestGoesWhenItIsFull() {
        for (int i = 0; i < 3 * TransactionPool.CAPACITY; i++) pool.add(RegtestBlocksTest.payment(i));
        assertThat(pool.waiting()).hasSize(TransactionPool.CAPACITY).doesNotContainNull();
        assertThat(pool.find(RegtestBlocksTest.payment(2 * TransactionPool.CAPACITY - 1).txid())).isEmpty();
        assertThat(pool.find(RegtestBlocksTest.payment(2 * TransactionPool.CAPACITY).txid())).isPresent();
    }
}
