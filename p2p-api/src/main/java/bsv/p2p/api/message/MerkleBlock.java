package bsv.p2p.api.message;

import java.util.List;

/// A block's header and the part of its Merkle tree that leads to the transactions a filter matched; the answer to a [GetData] of type
/// FILTERED_BLOCK. [bsv.p2p.api.chain.PartialMerkleTree] reads it. Source: BIP 37, merkleblock.h.
///
/// @param totalTransactions how many the block has; unsigned 32 bit
/// @param hashes nodes of the tree in the order of the walk
/// @param flags a bit for each step of the walk, the lowest of the first byte first
public record MerkleBlock(BlockHeader header, long totalTransactions, List<Hash256> hashes, Bytes flags) implements Message {
    public static final Command COMMAND = new Command("merkleblock");

    public MerkleBlock {
        if (totalTransactions >>> 32 != 0) throw new IllegalArgumentException("totalTransactions must be an unsigned 32-bit number, is " + totalTransactions);
        hashes = PackedList.immutable(hashes);
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
