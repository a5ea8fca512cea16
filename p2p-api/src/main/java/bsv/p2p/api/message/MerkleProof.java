package bsv.p2p.api.message;

import java.util.List;
import java.util.Optional;

/// Proof that a transaction is in a block: the nodes of the Merkle tree beside its way up. A claim until [#proves] says so. Source:
/// merkleproof.h, the binary form of the TSC standard.
///
/// @param flags bit 0: the transaction is given whole; bits 1 and 2: what `target` is, 0 a block hash, 2 a Merkle root; 0..255
/// @param index the transaction's place in the block; unsigned 32 bit
/// @param txid of `transaction`, if that is given
/// @param transaction present if and only if bit 0 of `flags` is set
/// @param target where the proof leads
/// @param nodes from the leaf up; a missing right neighbour is the hash repeated
public record MerkleProof(int flags, long index, Hash256 txid, Optional<Transaction> transaction, Hash256 target, List<Node> nodes) {
    /// [#flags] of a txid and a block hash.
    public static final int TXID_TO_BLOCK = 0;
    /// [#flags] of a whole transaction and a Merkle root.
    public static final int WHOLE_TO_MERKLE_ROOT = 5;

    private static final int WHOLE = 1;
    private static final int TARGET = 6;
    private static final int BLOCK_HASH = 0;
    private static final int MERKLE_ROOT = 4;

    public MerkleProof {
        if (flags >>> 8 != 0) throw new IllegalArgumentException("flags must be 0..255, are " + flags);
        if (index >>> 32 != 0) throw new IllegalArgumentException("index must be an unsigned 32-bit number, is " + index);
        if (transaction.isPresent() != hasTransaction(flags)) throw new IllegalArgumentException("the transaction goes with bit 0 of flags, which are " + flags);
        if (transaction.isPresent() && !transaction.get().txid().equals(txid)) throw new IllegalArgumentException("txid must be that of the transaction");
        nodes = PackedList.immutable(nodes);
    }

    /// A node beside the way up.
    ///
    /// @param type 0; others have no meaning yet; 0..255
    public record Node(int type, Hash256 hash) {
        /// Bytes on the wire.
        public static final int LENGTH = 1 + Hash256.LENGTH;

        public Node {
            if (type >>> 8 != 0) throw new IllegalArgumentException("type must be 0..255, is " + type);
        }
    }

    /// Whether a proof with these flags holds the whole transaction.
    public static boolean hasTransaction(int flags) {
        return (flags & WHOLE) != 0;
    }

    /// The Merkle root that the way up leads to; empty if it is no way: nodes of another type, an index that the tree has no place for, or a
    /// repeated hash on the left, by which one transaction could be shown in two places.
    public Optional<Hash256> root() {
        var hash = txid;
        long place = index;
        for (var node : nodes) {
            boolean onTheRight = (place & 1) == 1;
            if (node.type() != 0 || (onTheRight && node.hash().equals(hash))) return Optional.empty();
            hash = onTheRight ? MerkleTree.parent(node.hash(), hash) : MerkleTree.parent(hash, node.hash());
            place >>>= 1;
        }
        return place == 0 ? Optional.of(hash) : Optional.empty();
    }

    /// Whether this proves that the block of `header` has the transaction. That the header itself is any good is another question.
    public boolean proves(BlockHeader header) {
        return switch (flags & TARGET) {
            case BLOCK_HASH -> target.equals(header.hash()) && leadsTo(header);
            case MERKLE_ROOT -> target.equals(header.merkleRoot()) && leadsTo(header);
            default -> false;
        };
    }

    private boolean leadsTo(BlockHeader header) {
        return root().filter(header.merkleRoot()::equals).isPresent();
    }
}
