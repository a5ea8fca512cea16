package bsv.p2p.api.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A transaction: its bytes, read when asked. Inputs and outputs are lists that make their elements when asked; walk over them, or keep
/// the list you got: it remembers where they are once it was asked for one by its index. Immutable.
public final class Transaction {
    /// No transaction ends, and no outputs begin, at the beginning of an array.
    private static final int UNKNOWN = 0;
    private static final int LOCK_TIME = 4;

    private final byte[] array;
    private final int from;
    /// Before it the transaction ends.
    private final int limit;
    // What was found out since, each seen by any thread or found out once more.
    private int end;
    private int outputs;
    private @Nullable Bytes wire;

    private Transaction(Bytes wire) {
        this(wire.array(), wire.offset(), wire.offset() + wire.length());
        this.end = limit;
        this.wire = wire;
    }

    /// The transaction that begins at `from`.
    ///
    /// @param limit where in the array it ends at the latest
    Transaction(byte[] array, int from, int limit) {
        this.array = array;
        this.from = from;
        this.limit = limit;
    }

    public static Transaction of(int version, List<TxInput> inputs, List<TxOutput> outputs, long lockTime) {
        return new Transaction(TransactionWire.write(version, inputs, outputs, lockTime));
    }

    /// From exactly the bytes of one transaction. They are trusted to be well formed, which the codec checks first; if they are not,
    /// [#inputs()], [#outputs()] or their elements throw IndexOutOfBoundsException.
    public static Transaction ofWire(Bytes wire) {
        return new Transaction(wire);
    }

    /// Where the transaction ends that begins at `from`.
    ///
    /// @return the index after its last byte; -1 if the bytes are no transaction or end before it does
    public static int endIn(Bytes bytes, int from) {
        return bytes.transactionEnd(from, bytes.length());
    }

    /// As the other, where only the bytes before `to` count.
    public static int endIn(Bytes bytes, int from, int to) {
        return bytes.transactionEnd(from, to);
    }

    /// As [#ofWire(Bytes)], where the double SHA-256 of the bytes is known already.
    public static Transaction ofWire(Bytes wire, Hash256 txid) {
        return new Transaction(wire.withDoubleSha256(txid));
    }

    public int version() {
        return (int) WireWords.INT.get(array, from);
    }

    public List<TxInput> inputs() {
        return TxInputs.of(this, array, from, limit);
    }

    public List<TxOutput> outputs() {
        return TxOutputs.of(this, array, outputsStart(), limit);
    }

    /// A block height below 500,000,000, else seconds since 1970; unsigned 32 bit.
    public long lockTime() {
        return (int) WireWords.INT.get(array, end() - LOCK_TIME) & 0xffff_ffffL;
    }

    /// Where in the array it ends.
    int end() {
        int known = end;
        return known == UNKNOWN ? foundEnd(TxOutputs.end(array, outputsStart())) : known;
    }

    /// Where in the array the outputs begin.
    private int outputsStart() {
        int known = outputs;
        if (known == UNKNOWN) outputs = known = TxInputs.end(array, from);
        return known;
    }

    /// Somebody walked over all inputs: who comes after need not.
    void foundOutputs(int start) {
        outputs = start;
    }

    /// Somebody walked over all outputs: who comes after need not.
    int foundEnd(int outputsEnd) {
        int found = outputsEnd + LOCK_TIME;
        if (found > limit) throw new IndexOutOfBoundsException("no whole transaction at byte %d: it would end at %d of %d".formatted(from, found, limit));
        end = found;
        return found;
    }

    /// Its name: the double SHA-256 of its bytes. Computed at the first call.
    public Hash256 txid() {
        return wire().doubleSha256();
    }

    /// Its bytes on the wire.
    public Bytes wire() {
        var known = wire;
        if (known == null) wire = known = new Bytes(array, from, end() - from);
        return known;
    }

    /// Bytes on the wire.
    public int size() {
        return end() - from;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Transaction that && wire().equals(that.wire());
    }

    @Override
    public int hashCode() {
        return wire().hashCode();
    }

    @Override
    public String toString() {
        return "Transaction[" + txid() + ", " + size() + " bytes]";
    }
}
