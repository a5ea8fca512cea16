package bsv.p2p.api.message;

/// A transaction that a [CmpctBlock] carries whole.
///
/// @param index its place in the block, not the gap that is on the wire; unsigned 32 bit
public record PrefilledTransaction(long index, Transaction transaction) {
    public PrefilledTransaction {
        if (index >>> 32 != 0) throw new IllegalArgumentException("index must be an unsigned 32-bit number, is " + index);
    }
}
