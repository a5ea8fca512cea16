package bsv.p2p.api.message;

import java.util.Iterator;

/// The transactions of a block in its bytes, which are known to be well formed.
final class BlockTransactions extends WalkedList<Transaction> {
    private static final int MIN_TRANSACTION = 4 + 1 + 1 + 4;

    private final byte[] array;
    private final int limit;

    /// @param block header, count and transactions, and nothing after them
    BlockTransactions(Bytes block) {
        super(block, WireScan.stringStart(block.array(), block.offset() + BlockHeader.LENGTH), WireScan.count(block.array(), block.offset() + BlockHeader.LENGTH), MIN_TRANSACTION);
        array = block.array();
        limit = block.offset() + block.length();
    }

    /// The whole block as it came.
    Bytes block() {
        return wire();
    }

    @Override
    int end(int from) {
        int end = WireScan.transactionEnd(array, from, limit);
        if (end == WireScan.CUT_OFF) throw new IndexOutOfBoundsException("no transaction at byte " + from);
        return end;
    }

    @Override
    Transaction read(int from, int end) {
        return Transaction.ofWire(new Bytes(array, from, end - from));
    }

    @Override
    public Iterator<Transaction> iterator() {
        return new Iterator<>() {
            private int left = size();
            private int position = first();

            @Override
            public boolean hasNext() {
                return left > 0;
            }

            @Override
            public Transaction next() {
                if (left == 0) throw atTheEnd();
                left--;
                int from = position;
                position = end(from);
                return read(from, position);
            }
        };
    }
}
