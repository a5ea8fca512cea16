package bsv.p2p.api.message;

import java.util.Optional;

/// A block header and what proves some of the block's contents. Source: primitives/block.h, CBlockHeaderEnriched.
///
/// @param transactionCount how many transactions the block has, 0 if the sender does not know; unsigned 32 bit
/// @param noMoreHeaders whether the sender has none after this one
/// @param coinbase the block's first transaction
/// @param minerInfo the transaction that tells about the miner, where the block has one
public record EnrichedHeader(BlockHeader header, long transactionCount, boolean noMoreHeaders, Optional<ProvenTransaction> coinbase,
        Optional<ProvenTransaction> minerInfo) {
    public EnrichedHeader {
        if (transactionCount >>> 32 != 0) throw new IllegalArgumentException("transactionCount must be an unsigned 32-bit number, is " + transactionCount);
    }
}
