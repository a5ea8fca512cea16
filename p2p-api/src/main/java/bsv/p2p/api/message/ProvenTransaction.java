package bsv.p2p.api.message;

/// A transaction and the proof that a block has it. The proof is a claim of the sender until [MerkleProof#proves] says so.
public record ProvenTransaction(Transaction transaction, MerkleProof proof) {
    /// Whether the proof is about this transaction and leads to this header.
    public boolean isIn(BlockHeader header) {
        return proof.txid().equals(transaction.txid()) && proof.proves(header);
    }
}
