package bsv.p2p.api.message;

import java.util.List;

/// The tree of hashes over the txids of a block: pairs hashed together, level by level, the last of an odd level with itself.
public final class MerkleTree {
    private MerkleTree() {}

    /// The node above two others.
    public static Hash256 parent(Hash256 left, Hash256 right) {
        var pair = new byte[2 * Hash256.LENGTH];
        left.writeTo(pair, 0);
        right.writeTo(pair, Hash256.LENGTH);
        return Sha256.twice(pair, 0, pair.length);
    }

    /// The root over `txids`; [Hash256#ZERO] if there are none, as the reference node has it.
    ///
    /// Lists that end in repeated txids can have the root of a shorter list (CVE-2012-2459): who takes a block from a stranger must also
    /// see that no transaction is in it twice.
    public static Hash256 root(List<Hash256> txids) {
        if (txids.isEmpty()) return Hash256.ZERO;
        var level = txids.toArray(Hash256[]::new);
        for (int size = level.length; size > 1; size = (size + 1) / 2) {
            for (int i = 0; i < size; i += 2) level[i / 2] = parent(level[i], level[Math.min(i + 1, size - 1)]);
        }
        return level[0];
    }
}
