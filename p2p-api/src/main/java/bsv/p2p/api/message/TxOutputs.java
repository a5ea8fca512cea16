package bsv.p2p.api.message;

import java.util.Iterator;

/// The outputs of a transaction in its bytes.
final class TxOutputs extends WalkedList<TxOutput> {
    private static final int VALUE = 8;
    private static final int LOCK_TIME = 4;

    private final byte[] array;
    private final int limit;

    private TxOutputs(Bytes transaction, int start, int size) {
        super(transaction, start, size, VALUE + 1);
        array = transaction.array();
        limit = transaction.offset() + transaction.length();
    }

    /// @param at where in the array of `transaction` the outputs begin
    static TxOutputs of(Bytes transaction, int at) {
        return new TxOutputs(transaction, WireScan.stringStart(transaction.array(), at), WireScan.count(transaction.array(), at));
    }

    @Override
    public Bytes bytes() {
        return wire().slice(start(), wire().length() - LOCK_TIME - start());
    }

    /// Where the outputs end whose count stands at `from`.
    static int end(byte[] bytes, int from) {
        int at = WireScan.stringStart(bytes, from);
        for (int left = WireScan.count(bytes, from); left > 0; left--) at = WireScan.stringEnd(bytes, at + VALUE);
        return at;
    }

    @Override
    int end(int from) {
        return WireScan.stringEnd(array, from + VALUE);
    }

    @Override
    TxOutput read(int from, int end) {
        if (end > limit) throw new IndexOutOfBoundsException("an output ends at byte %d of %d".formatted(end, limit));
        int script = WireScan.stringStart(array, from + VALUE);
        return new TxOutput((long) WireWords.LONG.get(array, from), new Bytes(array, script, end - script));
    }

    @Override
    public Iterator<TxOutput> iterator() {
        return new Iterator<>() {
            private int left = size();
            private int position = first();

            @Override
            public boolean hasNext() {
                return left > 0;
            }

            @Override
            public TxOutput next() {
                if (left == 0) throw atTheEnd();
                left--;
                int from = position;
                position = end(from);
                return read(from, position);
            }
        };
    }
}
