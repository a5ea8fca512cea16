package bsv.p2p.api.message;

/// Hears what a [BlockWalker] finds, in the order of the block.
public interface BlockVisitor {
    /// Comes first, once.
    ///
    /// @param transactions how many the block claims to have
    default void header(BlockHeader header, long transactions) {}

    /// A transaction that fits into memory.
    ///
    /// @param index 0 for the coinbase
    /// @param transaction may be a view on the bytes that were fed; keep `transaction.wire().compact()` if you keep few of many
    void transaction(long index, Transaction transaction);

    /// A part of a transaction that is too large to be held, in order. Its id is the [DoubleSha256] of all parts.
    default void part(long index, Bytes part) {}

    /// A transaction that was too large to be held went by: the part before was its last.
    ///
    /// @param size its bytes
    void largeTransaction(long index, long size);
}
