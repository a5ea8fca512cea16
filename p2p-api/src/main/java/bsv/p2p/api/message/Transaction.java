package bsv.p2p.api.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A transaction: its bytes, read when asked. Inputs and outputs are lists that make their elements when asked; walk over them, or keep
/// the list you got: it remembers where they are once it was asked for one by its index. Immutable.
public final class Transaction {
    private static final int UNKNOWN = -1;

    private final byte[] array;
    private final int from;
    private final int end;
    /// Where in the array the outputs begin, if whoever made this knew.
    private final int outputs;
    /// The same bytes with what is known of them. Seen by any thread or made once more.
    private @Nullable Bytes wire;

    private Transaction(Bytes wire) {
        this(wire.array(), wire.offset(), wire.offset() + wire.length(), UNKNOWN);
        this.wire = wire;
    }

    /// The bytes of `array` from `from` to `end`, exclusively.
    ///
    /// @param outputs where in the array the outputs begin
    Transaction(byte[] array, int from, int end, int outputs) {
        this.array = array;
        this.from = from;
        this.end = end;
        this.outputs = outputs;
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
        return bytes.transactionEnd(from);
    }

    /// As [#ofWire(Bytes)], where the double SHA-256 of the bytes is known already.
    public static Transaction ofWire(Bytes wire, Hash256 txid) {
        return new Transaction(wire.withDoubleSha256(txid));
    }

    public int version() {
        return bytes().intLeAt(0);
    }

    public List<TxInput> inputs() {
        return TxInputs.of(bytes());
    }

    public List<TxOutput> outputs() {
        var bytes = bytes();
        return TxOutputs.of(bytes, outputs == UNKNOWN ? TxInputs.endIn(bytes) : outputs);
    }

    /// A block height below 500,000,000, else seconds since 1970; unsigned 32 bit.
    public long lockTime() {
        return bytes().intLeAt(end - from - 4) & 0xffff_ffffL;
    }

    /// Its name: the double SHA-256 of its bytes. Computed at the first call.
    public Hash256 txid() {
        return wire().doubleSha256();
    }

    /// Its bytes on the wire.
    public Bytes wire() {
        var known = wire;
        if (known == null) wire = known = bytes();
        return known;
    }

    /// Bytes on the wire.
    public int size() {
        return end - from;
    }

    /// As [#wire()], but not kept: who only reads a field need not make an object for it.
    private Bytes bytes() {
        return new Bytes(array, from, end - from);
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
