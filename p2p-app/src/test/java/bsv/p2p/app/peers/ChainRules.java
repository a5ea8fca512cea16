package bsv.p2p.app.peers;

import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Transaction;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// What makes a block right, written down a second time, without help from the code under test.
final class ChainRules {
    private ChainRules() {}

    static Hash256 hash(byte[] bytes) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return Hash256.ofWire(sha256.digest(sha256.digest(bytes)), 0);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// The root of the tree of hashes; a level of odd length repeats its last one.
    static Hash256 merkleRoot(List<Transaction> transactions) {
        var level = transactions.stream().map(transaction -> hash(transaction.wire().toArray())).toList();
        while (level.size() > 1) {
            var next = new ArrayList<Hash256>();
            for (int i = 0; i < level.size(); i += 2) {
                var pair = new byte[2 * Hash256.LENGTH];
                level.get(i).writeTo(pair, 0);
                level.get(Math.min(i + 1, level.size() - 1)).writeTo(pair, Hash256.LENGTH);
                next.add(hash(pair));
            }
            level = next;
        }
        return level.getFirst();
    }

    /// Whether the hash, as a number, is not above the target that the header gives as exponent and mantissa.
    static boolean hasProofOfWork(BlockHeader header) {
        int exponent = (int) (header.bits() >>> 24);
        var target = BigInteger.valueOf(header.bits() & 0x7f_ffff).shiftLeft(8 * (exponent - 3));
        return new BigInteger(hash(header.toWire().toArray()).toString(), 16).compareTo(target) <= 0;
    }
}
