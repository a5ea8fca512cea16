package bsv.p2p.api.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Computes the Merkle root of a block's transactions as their ids come, holding one hash for each level of the tree. Where a level has
/// an odd number of hashes, the last one is paired with itself. Source: consensus/merkle.cpp.
///
/// For one thread.
public final class MerkleTree {
    private final List<@Nullable Hash256> waiting = new ArrayList<>();
    private final byte[] pair = new byte[2 * Hash256.LENGTH];
    private long size;

    /// A tree without leaves.
    public MerkleTree() {}

    /// Adds the next leaf.
    public void add(Hash256 txid) {
        var hash = txid;
        int level = 0;
        for (; level < waiting.size(); level++) {
            var left = waiting.get(level);
            if (left == null) break;
            hash = join(left, hash);
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
            if (carried == null) carried = left == null || top ? left : join(left, left);
            else carried = left == null ? join(carried, carried) : join(left, carried);
        }
        return carried == null ? Hash256.ZERO : carried;
    }

    private Hash256 join(Hash256 left, Hash256 right) {
        left.writeTo(pair, 0);
        right.writeTo(pair, Hash256.LENGTH);
        return Sha256.twice(pair, 0, pair.length);
    }
}
