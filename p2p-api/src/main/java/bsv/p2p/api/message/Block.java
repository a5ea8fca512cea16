package bsv.p2p.api.message;

import java.util.List;
import java.util.Optional;

/// A whole block, small enough to be held in memory.
///
/// @param transactions coinbase first
public record Block(BlockHeader header, List<Transaction> transactions) implements Message {
    public static final Command COMMAND = new Command("block");

    public Block {
        transactions = PackedList.immutable(transactions);
    }

    /// From exactly the bytes of one block, which are not copied. They are trusted to be well formed, which the codec checks first.
    public static Block ofWire(Bytes wire) {
        return new Block(BlockHeader.ofWire(wire, 0), new BlockTransactions(wire));
    }

    /// Its bytes on the wire, if they were kept: it was read, and is as it was.
    public Optional<Bytes> wire() {
        return transactions instanceof BlockTransactions received && header.equals(BlockHeader.ofWire(received.block(), 0))
                ? Optional.of(received.block()) : Optional.empty();
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
