package bsv.p2p.api.message;

import java.util.List;

/// A whole block, small enough to be held in memory.
///
/// @param transactions coinbase first
public record Block(BlockHeader header, List<Transaction> transactions) implements Message {
    public static final Command COMMAND = new Command("block");

    public Block {
        transactions = PackedList.immutable(transactions);
    }

    /// Its name, the hash of its header. Computed each time.
    public Hash256 hash() {
        return header.hash();
    }

    /// The Merkle root of its transactions, which the header of a true block names. Computed each time.
    public Hash256 merkleRoot() {
        return MerkleTree.root(transactions.stream().map(Transaction::txid).toList());
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
