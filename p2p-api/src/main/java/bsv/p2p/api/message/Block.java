package bsv.p2p.api.message;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

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
        return MerkleTree.root(txids());
    }

    /// The names of its transactions, in order. Those of a block that was received are computed at the first call, which does what nobody
    /// has begun and waits for what somebody has, and kept: 32 bytes each.
    public List<Hash256> txids() {
        if (transactions instanceof BlockTransactions received) return received.txids().complete();
        return transactions.stream().map(Transaction::txid).toList();
    }

    /// Begins to compute [#txids()] of a block that was received: asks `executor` for threads and returns. If it has none, nothing is
    /// lost but time.
    public void prepareTxids(Executor executor) {
        if (transactions instanceof BlockTransactions received) received.txids().begin(executor);
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
