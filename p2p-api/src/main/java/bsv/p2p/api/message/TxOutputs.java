package bsv.p2p.api.message;

import java.util.Iterator;

/// The outputs of a transaction in its bytes.
final class TxOutputs extends WalkedList<TxOutput> {
    private static final int VALUE = 8;

    private final Transaction transaction;
    private final byte[] array;
    private final int limit;

    private TxOutputs(Transaction transaction, byte[] array, int from, int limit, int start, int size) {
        super(new Bytes(array, from, limit - from), start, size, VALUE + 1);
        this.transaction = transaction;
        this.array = array;
        this.limit = limit;
    }

    /// @param from where in the array the outputs of `transaction` begin
    /// @param limit where it ends at the latest
    static TxOutputs of(Transaction transaction, byte[] array, int from, int limit) {
        return new TxOutputs(transaction, array, from, limit, WireScan.stringStart(array, from), WireScan.count(array, from));
    }

    @Override
    public Bytes bytes() {
        return wire().slice(start(), end(array, wire().offset()) - first());
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
                return left != 0;
            }

            @Override
            public TxOutput next() {
                if (left == 0) throw atTheEnd();
                left--;
                int from = position;
                position = end(from);
                var output = read(from, position);
                if (left == 0) transaction.foundEnd(position);
                return output;
            }
        };
    }
}
