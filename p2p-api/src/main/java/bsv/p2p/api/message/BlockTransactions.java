package bsv.p2p.api.message;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The transactions of a block in its bytes, which are known to be well formed.
final class BlockTransactions extends WalkedList<Transaction> {
    private static final int LOCK_TIME = 4;
    private static final int MIN_TRANSACTION = 4 + 1 + 1 + 4;

    private final byte[] array;
    private final int limit;
    private @Nullable BlockTxids txids;

    /// @param block header, count and transactions, and nothing after them
    BlockTransactions(Bytes block) {
        super(block, WireScan.stringStart(block.array(), block.offset() + BlockHeader.LENGTH), WireScan.count(block.array(), block.offset() + BlockHeader.LENGTH), MIN_TRANSACTION);
        array = block.array();
        limit = block.offset() + block.length();
    }

    /// Their names. The first caller makes the list, which computes them once.
    synchronized BlockTxids txids() {
        var known = txids;
        if (known == null) txids = known = new BlockTxids(this);
        return known;
    }

    /// The whole block as it came.
    Bytes block() {
        return wire();
    }

    @Override
    int end(int from) {
        return TxOutputs.end(array, TxInputs.end(array, from)) + LOCK_TIME;
    }

    @Override
    Transaction read(int from, int end) {
        return new Transaction(array, from, Math.min(end, limit));
    }

    @Override
    public Iterator<Transaction> iterator() {
        return new Iterator<>() {
            private int left = size();
            private @Nullable Transaction last;

            @Override
            public boolean hasNext() {
                return left != 0;
            }

            @Override
            public Transaction next() {
                if (left == 0) throw atTheEnd();
                left--;
                var before = last;
                var next = new Transaction(array, before == null ? first() : before.end(), limit);
                last = next;
                return next;
            }
        };
    }
}
