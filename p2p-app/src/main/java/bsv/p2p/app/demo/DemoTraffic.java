package bsv.p2p.app.demo;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.TxInput;
import bsv.p2p.api.message.TxOutput;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives the demo's nodes something to talk about: any of them makes a transaction now and then, one of them mines all that wait
/// into a block, and all tell their peers of what is new.
final class DemoTraffic implements AutoCloseable {
    /// How often the nodes announce what is new, near the reference node's 150 ms.
    static final Duration BEAT = Duration.ofMillis(100);
    /// One transaction every second beat.
    private static final int BEATS_PER_TRANSACTION = 2;
    /// One block in two seconds.
    private static final int BEATS_PER_BLOCK = 20;
    private static final Logger LOG = LoggerFactory.getLogger(DemoTraffic.class);
    private static final int SIGNATURE_AND_KEY = 106;
    private static final int KEY_HASH = 20;
    private static final long MAX_SATOSHIS = 10_0000_0000L;

    private final DemoNode miner;
    private final Supplier<List<DemoRelay>> relays;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final CountDownLatch ended = new CountDownLatch(1);
    private long beats;
    private Hash256 lastTxid = Hash256.ZERO;

    /// @param miner makes all blocks
    /// @param relays of the nodes that are up; one at random makes the next transaction
    DemoTraffic(DemoNode miner, Supplier<List<DemoRelay>> relays, RandomGenerator random, InstantSource clock) {
        this.miner = miner;
        this.relays = relays;
        this.random = random;
        this.clock = clock;
    }

    void start() {
        Thread.ofVirtual().name("demo-traffic").start(this::run);
    }

    @Override
    public void close() {
        ended.countDown();
    }

    private void run() {
        try {
            for (long begun = System.nanoTime(); !ended.await(begun + BEAT.toNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);) {
                begun = System.nanoTime();
                beat();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the demo's traffic stopped");
        }
    }

    /// One step: what is due is made, then told.
    void beat() {
        beats++;
        var all = relays.get();
        if (beats % BEATS_PER_TRANSACTION == 0) all.get(random.nextInt(all.size())).submit(newTransaction());
        if (beats % BEATS_PER_BLOCK == 0) miner.mine(clock.instant().getEpochSecond());
        all.forEach(DemoRelay::announce);
    }

    /// A payment from the one before it, of the usual form; its signature is noise, as nobody here checks scripts.
    private Transaction newTransaction() {
        var input = new TxInput(lastTxid, 0, noise("", SIGNATURE_AND_KEY, ""), TxInput.MAX_UINT32);
        var output = new TxOutput(random.nextLong(1, MAX_SATOSHIS), noise("76a914", KEY_HASH, "88ac"));
        var transaction = Transaction.of(1, List.of(input), List.of(output), 0);
        lastTxid = transaction.txid();
        return transaction;
    }

    private Bytes noise(String hexBefore, int count, String hexAfter) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return Bytes.parseHex(hexBefore + Bytes.wrap(bytes).toHex() + hexAfter);
    }
}
