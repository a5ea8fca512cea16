package bsv.p2p.api.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tree of hashes over the txids of a block: pairs hashed together, level by level, the last of an odd level with itself. Takes the leaves
/// as they come and holds one hash for each level. Source: consensus/merkle.cpp.
///
/// For one thread.
public final class MerkleTree {
    private final List<@Nullable Hash256> waiting = new ArrayList<>();
    private final byte[] pair = new byte[2 * Hash256.LENGTH];
    private long size;

    /// A tree without leaves.
    public MerkleTree() {}

    /// The root over `txids`; [Hash256#ZERO] if there are none, as the reference node has it.
    ///
    /// Lists that end in repeated txids can have the root of a shorter list (CVE-2012-2459): who takes a block from a stranger must also
    /// see that no transaction is in it twice.
    public static Hash256 root(List<Hash256> txids) {
        var tree = new MerkleTree();
        txids.forEach(tree::add);
        return tree.root();
    }

    /// The node above two others.
    public static Hash256 parent(Hash256 left, Hash256 right) {
        return parent(left, right, new byte[2 * Hash256.LENGTH]);
    }

    private static Hash256 parent(Hash256 left, Hash256 right, byte[] pair) {
        left.writeTo(pair, 0);
        right.writeTo(pair, Hash256.LENGTH);
        return Sha256.twice(pair, 0, pair.length);
    }

    /// Adds the next leaf.
    public void add(Hash256 txid) {
        var hash = txid;
        int level = 0;
        for (; level < waiting.size(); level++) {
            var left = waiting.get(level);
            if (left == null) break;
            hash = parent(left, hash, pair);
            waiting.set(level, null);
        }
        if (level == waiting.size()) waiting.add(hash);
        else waiting.set(level, hash);
        size++;
    }

    /// Leaves so far.
    public long size() {
        return size;
    }

    /// The root over all leaves so far; [Hash256#ZERO] if there are none. More may be added afterwards.
    public Hash256 root() {
        @Nullable Hash256 carried = null;
        for (int level = 0; level < waiting.size(); level++) {
            var left = waiting.get(level);
            boolean top = level == waiting.size() - 1;
            if (carried == null) carried = left == null || top ? left : parent(left, left, pair);
            else carried = parent(left == null ? carried : left, carried, pair);
        }
        return carried == null ? Hash256.ZERO : carried;
    }
}
