package bsv.p2p.api.message;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// The names of a block's transactions, computed in batches by whoever takes part: threads that were asked to help, and the first that wants
/// to know.
final class BlockTxids extends AbstractList<Hash256> implements RandomAccess {
    /// Bytes of a batch: long enough that handing it out costs nothing, short enough that nobody waits long for another's last one.
    private static final int BATCH = 256 * 1024;

    private final BlockTransactions transactions;
    private final byte[] names;
    private int handedOut;
    private int position;
    private int unfinished;

    BlockTxids(BlockTransactions transactions) {
        this.transactions = transactions;
        names = new byte[Math.multiplyExact(transactions.size(), Hash256.LENGTH)];
        position = transactions.first();
    }

    /// Asks `executor` for as many threads as there are processors and batches to be had for them.
    void begin(Executor executor) {
        int batches = transactions.block().length() / BATCH + 1;
        int helpers = Math.min(batches, Runtime.getRuntime().availableProcessors()) - 1;
        try {
            for (int i = 0; i < Math.max(1, helpers); i++) executor.execute(this::work);
        } catch (RejectedExecutionException _) {
            // Whoever asks for the names does the work.
        }
    }

    /// This list once it is complete; the calling thread does what nobody else has begun.
    List<Hash256> complete() {
        work();
        boolean interrupted = false;
        synchronized (this) {
            while (unfinished > 0) {
                try {
                    wait();
                } catch (InterruptedException _) {
                    interrupted = true; // The others are at their last batch.
                }
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        return this;
    }

    private void work() {
        for (var batch = take(); batch.count > 0; batch = take()) {
            int from = batch.from;
            for (int i = batch.index; i < batch.index + batch.count; i++) {
                int end = transactions.end(from);
                Sha256.twice(transactions.block().array(), from, end - from, names, i * Hash256.LENGTH);
                from = end;
            }
            finished();
        }
    }

    /// @param from where in the array the first one begins
    private record Batch(int index, int count, int from) {}

    private synchronized Batch take() {
        int index = handedOut;
        int from = position;
        while (handedOut < transactions.size() && position - from < BATCH) {
            position = transactions.end(position);
            handedOut++;
        }
        if (handedOut > index) unfinished++;
        return new Batch(index, handedOut - index, from);
    }

    private synchronized void finished() {
        unfinished--;
        notifyAll();
    }

    @Override
    public Hash256 get(int index) {
        return Hash256.ofWire(names, Hash256.LENGTH * Objects.checkIndex(index, size()));
    }

    @Override
    public int size() {
        return transactions.size();
    }
}
