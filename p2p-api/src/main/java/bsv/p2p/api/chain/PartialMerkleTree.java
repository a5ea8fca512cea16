package bsv.p2p.api.chain;

import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.MerkleBlock;
import bsv.p2p.api.message.MerkleTree;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The part of a block's Merkle tree that leads to some of its transactions. It is written depth first: a bit for each node, set if there
/// is a match below it, and the hash of each node that is not gone into. Source: BIP 37, merkleblock.h.
///
/// @param root what the tree comes to
/// @param matches in block order
public record PartialMerkleTree(Hash256 root, List<Match> matches) {
    public PartialMerkleTree {
        matches = List.copyOf(matches);
    }

    /// A transaction that the tree leads to.
    ///
    /// @param index its place in the block
    public record Match(long index, Hash256 txid) {}

    /// Reads the tree of `block` and compares it with the header.
    ///
    /// @throws InvalidMerkleTree if it is malformed or has another root
    public static PartialMerkleTree verified(MerkleBlock block) {
        var tree = of(block.totalTransactions(), block.hashes(), block.flags());
        if (!tree.root.equals(block.header().merkleRoot())) {
            throw new InvalidMerkleTree("expected a tree with the root %s, its root is %s".formatted(block.header().merkleRoot(), tree.root));
        }
        return tree;
    }

    /// Reads a tree. Work and memory are in proportion to `flags`, whatever `totalTransactions` claims.
    ///
    /// @param totalTransactions how many the block has, unsigned 32 bit
    /// @throws InvalidMerkleTree if it is malformed
    public static PartialMerkleTree of(long totalTransactions, List<Hash256> hashes, Bytes flags) {
        if (totalTransactions < 1) throw new InvalidMerkleTree("expected a block with transactions, found " + totalTransactions);
        return new Walk(totalTransactions, hashes, flags).tree();
    }

    /// The message that tells a peer about the transactions of a block that it wants.
    ///
    /// @param txids all of the block, in order
    /// @param matched the places of those wanted
    public static MerkleBlock of(BlockHeader header, List<Hash256> txids, BitSet matched) {
        if (txids.isEmpty() || matched.length() > txids.size()) {
            throw new IllegalArgumentException("expected places of %d transactions, at least one, found %d".formatted(txids.size(), matched.length() - 1));
        }
        var written = new Written(txids, matched);
        return new MerkleBlock(header, txids.size(), written.hashes, written.flags());
    }

    /// Nodes at a height above the transactions.
    private static long width(long transactions, int height) {
        return (transactions + (1L << height) - 1) >>> height;
    }

    private static int height(long transactions) {
        int height = 0;
        while (width(transactions, height) > 1) height++;
        return height;
    }

    /// Goes through a tree that somebody sent.
    private static final class Walk {
        private final long transactions;
        private final List<Hash256> hashes;
        private final Bytes flags;
        private final List<Match> matches = new ArrayList<>();
        private int usedHashes;
        private long usedFlags;

        private Walk(long transactions, List<Hash256> hashes, Bytes flags) {
            this.transactions = transactions;
            this.hashes = hashes;
            this.flags = flags;
        }

        private PartialMerkleTree tree() {
            var root = node(height(transactions), 0);
            if (usedHashes != hashes.size()) throw new InvalidMerkleTree("the tree takes %d hashes, %d are there".formatted(usedHashes, hashes.size()));
            if ((usedFlags + 7) / 8 != flags.length()) throw new InvalidMerkleTree("the tree takes %d flags, %d bytes of them are there".formatted(usedFlags, flags.length()));
            return new PartialMerkleTree(root, matches);
        }

        private Hash256 node(int height, long place) {
            boolean matchBelow = nextFlag();
            if (height == 0 || !matchBelow) {
                var hash = nextHash();
                if (height == 0 && matchBelow) matches.add(new Match(place, hash));
                return hash;
            }
            var left = node(height - 1, 2 * place);
            if (2 * place + 1 >= width(transactions, height - 1)) return MerkleTree.parent(left, left);
            var right = node(height - 1, 2 * place + 1);
            // Else one transaction could be shown in two places (CVE-2012-2459).
            if (right.equals(left)) throw new InvalidMerkleTree("two neighbours at height %d have the hash %s".formatted(height - 1, left));
            return MerkleTree.parent(left, right);
        }

        private boolean nextFlag() {
            if (usedFlags >= 8L * flags.length()) throw new InvalidMerkleTree("the tree ends after %d flags".formatted(usedFlags));
            int bit = flags.at((int) (usedFlags / 8)) >>> (usedFlags % 8);
            usedFlags++;
            return (bit & 1) == 1;
        }

        private Hash256 nextHash() {
            if (usedHashes == hashes.size()) throw new InvalidMerkleTree("the tree ends after %d hashes".formatted(usedHashes));
            return hashes.get(usedHashes++);
        }
    }

    /// Goes through a whole tree and writes down what leads to the matches.
    private static final class Written {
        private final List<Hash256> txids;
        private final BitSet matched;
        private final List<Hash256> hashes = new ArrayList<>();
        private final BitSet flags = new BitSet();
        private int flagCount;

        private Written(List<Hash256> txids, BitSet matched) {
            this.txids = txids;
            this.matched = matched;
            write(height(txids.size()), 0);
        }

        private void write(int height, int place) {
            int match = matched.nextSetBit(place << height);
            boolean matchBelow = match >= 0 && match >>> height == place;
            flags.set(flagCount++, matchBelow);
            if (height == 0 || !matchBelow) {
                hashes.add(hash(height, place));
            } else {
                write(height - 1, 2 * place);
                if (2 * place + 1 < width(txids.size(), height - 1)) write(height - 1, 2 * place + 1);
            }
        }

        private Hash256 hash(int height, int place) {
            if (height == 0) return txids.get(place);
            var left = hash(height - 1, 2 * place);
            boolean alone = 2 * place + 1 >= width(txids.size(), height - 1);
            return MerkleTree.parent(left, alone ? left : hash(height - 1, 2 * place + 1));
        }

        private Bytes flags() {
            var bytes = new byte[(flagCount + 7) / 8];
            var set = flags.toByteArray();
            System.arraycopy(set, 0, bytes, 0, set.length);
            return Bytes.wrap(bytes);
        }
    }
}
