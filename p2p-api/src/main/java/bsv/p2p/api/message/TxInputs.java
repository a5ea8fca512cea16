package bsv.p2p.api.message;

import java.util.Iterator;

/// The inputs of a transaction in its bytes.
final class TxInputs extends WalkedList<TxInput> {
    private static final int VERSION = 4;
    private static final int OUTPOINT = Hash256.LENGTH + 4;
    private static final int SEQUENCE = 4;

    private final byte[] array;
    private final int limit;

    private TxInputs(Bytes transaction, int start, int size) {
        super(transaction, start, size, OUTPOINT + 1 + SEQUENCE);
        array = transaction.array();
        limit = transaction.offset() + transaction.length();
    }

    static TxInputs of(Bytes transaction) {
        int at = transaction.offset() + VERSION;
        return new TxInputs(transaction, WireScan.stringStart(transaction.array(), at), WireScan.count(transaction.array(), at));
    }

    /// Where the inputs end in the array of `transaction`, and the outputs begin.
    static int endIn(Bytes transaction) {
        return end(transaction.array(), transaction.offset());
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
        return wire().slice(start(), endIn(wire()) - first());
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
                return left > 0;
            }

            @Override
            public TxInput next() {
                if (left == 0) throw atTheEnd();
                left--;
                int from = position;
                position = end(from);
                return read(from, position);
            }
        };
    }
}
