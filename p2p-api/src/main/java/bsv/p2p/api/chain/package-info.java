/// What can be computed from messages about blocks without a chain at hand: short ids and the rebuilding of compact blocks, partial
/// Merkle trees, bloom filters, proof of work.
///
/// Start at [bsv.p2p.api.chain.BlockRebuild], [bsv.p2p.api.chain.PartialMerkleTree] or [bsv.p2p.api.chain.BloomFilter]. The plain Merkle root
/// is [bsv.p2p.api.message.MerkleTree], a proof for one transaction [bsv.p2p.api.message.MerkleProof].
@NullMarked
package bsv.p2p.api.chain;

import org.jspecify.annotations.NullMarked;
