package bsv.p2p.api.message;

/// Spends an output of an earlier transaction.
///
/// @param previousTxid [Hash256#ZERO] in a coinbase
/// @param previousIndex which output; unsigned 32 bit, ffffffff in a coinbase
/// @param script the unlocking script as it came
/// @param sequence unsigned 32 bit
public record TxInput(Hash256 previousTxid, long previousIndex, Bytes script, long sequence) {
    /// [#previousIndex] of a coinbase, and the highest [#sequence].
    public static final long MAX_UINT32 = 0xffff_ffffL;

    public TxInput {
        if ((previousIndex | sequence) >>> 32 != 0) {
            throw new IllegalArgumentException("previousIndex and sequence must be unsigned 32-bit numbers, are %d, %d".formatted(previousIndex, sequence));
        }
    }

    public boolean isCoinbase() {
        return previousIndex == MAX_UINT32 && previousTxid.equals(Hash256.ZERO);
    }
}
