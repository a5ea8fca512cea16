package bsv.p2p.api.message;

import java.util.Iterator;

/// The inputs of a transaction in its bytes.
final class TxInputs extends WalkedList<TxInput> {
    private static final int VERSION = 4;
    private static final int OUTPOINT = Hash256.LENGTH + 4;
    private static final int SEQUENCE = 4;

    private final Transaction transaction;
    private final byte[] array;
    private final int limit;

    private TxInputs(Transaction transaction, byte[] array, int from, int limit, int start, int size) {
        super(new Bytes(array, from, limit - from), start, size, OUTPOINT + 1 + SEQUENCE);
        this.transaction = transaction;
        this.array = array;
        this.limit = limit;
    }

    /// @param from where in the array `transaction` begins
    /// @param limit where it ends at the latest
    static TxInputs of(Transaction transaction, byte[] array, int from, int limit) {
        int at = from + VERSION;
        return new TxInputs(transaction, array, from, limit, WireScan.stringStart(array, at), WireScan.count(array, at));
    }

    /// Where the inputs of the transaction end that begins at `from`.
    static int end(byte[] bytes, int from) {
        int at = WireScan.stringStart(bytes, from + VERSION);
        for (int left = WireScan.count(bytes, from + VERSION); left > 0; left--) at = WireScan.stringEnd(bytes, at + OUTPOINT) + SEQUENCE;
        return at;
    }

    @Override
    int end(int from) {
        return WireScan.stringEnd(array, from + OUTPOINT) + SEQUENCE;
    }

    @Override
    TxInput read(int from, int end) {
        if (end > limit) throw new IndexOutOfBoundsException("an input ends at byte %d of %d".formatted(end, limit));
        int script = WireScan.stringStart(array, from + OUTPOINT);
        return new TxInput(Hash256.ofWire(array, from), uint(from + Hash256.LENGTH), new Bytes(array, script, end - SEQUENCE - script), uint(end - SEQUENCE));
    }

    @Override
    public Bytes bytes() {
        return wire().slice(start(), end(array, wire().offset()) - first());
    }

    private long uint(int at) {
        return (int) WireWords.INT.get(array, at) & 0xffff_ffffL;
    }

    @Override
    public Iterator<TxInput> iterator() {
        return new Iterator<>() {
            private int left = size();
            private int position = first();

            @Override
            public boolean hasNext() {
                return left != 0;
            }

            @Override
            public TxInput next() {
                if (left == 0) throw atTheEnd();
                left--;
                int from = position;
                position = end(from);
                if (left == 0) transaction.foundOutputs(position);
                return read(from, position);
            }
        };
    }
}
