package bsv.p2p.api.message;

import java.util.List;

/// A block without the transactions that the receiver is likely to have: those are named by short ids.
/// [bsv.p2p.api.chain.BlockRebuild] makes the block of it. Source: BIP 152, version 1.
///
/// @param nonce the sender's choice, part of the key of the short ids; unsigned 64 bit
/// @param shortIds the transactions that are not prefilled, in block order
/// @param prefilled ascending by index; nodes prefill the coinbase only. An index may lie outside the block: that is for the receiver to judge
public record CmpctBlock(BlockHeader header, long nonce, List<ShortId> shortIds, List<PrefilledTransaction> prefilled) implements Message {
    public static final Command COMMAND = new Command("cmpctblock");

    public CmpctBlock {
        shortIds = PackedList.immutable(shortIds);
        // Lists in wire form cannot say anything else: gaps are not negative.
        if (!(prefilled instanceof PackedList)) GetBlockTxn.checkAscending(prefilled.stream().map(PrefilledTransaction::index).toList());
        prefilled = PackedList.immutable(prefilled);
    }

    /// How many transactions the block has.
    public long transactionCount() {
        return (long) shortIds.size() + prefilled.size();
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
