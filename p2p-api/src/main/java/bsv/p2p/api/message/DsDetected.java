package bsv.p2p.api.message;

import java.util.List;

/// Tells that blocks on different branches spend one output in different transactions. Source: double_spend/dsdetected_message.h.
///
/// @param forks at least 2
public record DsDetected(List<Fork> forks) implements Message {
    public static final Command COMMAND = new Command("dsdetected");
    /// The only version there is.
    public static final int VERSION = 1;
    /// Fewest forks that make a double spend.
    public static final int MIN_FORKS = 2;

    public DsDetected {
        if (forks.size() < MIN_FORKS) throw new IllegalArgumentException("forks must be at least 2, are " + forks.size());
        forks = PackedList.immutable(forks);
    }

    /// One of the branches.
    ///
    /// @param headers from the block with the transaction back to the child of the common ancestor; at least 1
    /// @param proof of the whole transaction, to the Merkle root of the first header
    public record Fork(List<BlockHeader> headers, MerkleProof proof) {
        public Fork {
            if (headers.isEmpty()) throw new IllegalArgumentException("a fork has at least one header");
            if (proof.flags() != MerkleProof.WHOLE_TO_MERKLE_ROOT || proof.index() == 0 || proof.nodes().stream().anyMatch(node -> node.type() != 0)) {
                throw new IllegalArgumentException("a fork is proven with flags 5, an index above 0 and nodes of type 0, found flags %d, index %d".formatted(proof.flags(), proof.index()));
            }
            headers = PackedList.immutable(headers);
        }
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
