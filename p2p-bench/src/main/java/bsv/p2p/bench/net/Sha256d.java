package bsv.p2p.bench.net;

import bsv.p2p.bench.codec.Words;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The checksum of frames, with one digest.
final class Sha256d {
    private final MessageDigest digest = sha256();
    private final byte[] hash = new byte[32];

    /// The hash of which two make a checksum.
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void update(byte[] bytes, int from, int count) {
        digest.update(bytes, from, count);
    }

    /// Of all that was given since the last one, in the order of a frame, the first byte lowest.
    int checksum() {
        try {
            digest.digest(hash, 0, hash.length);
            digest.update(hash, 0, hash.length);
            digest.digest(hash, 0, hash.length);
        } catch (DigestException impossible) {
            throw new IllegalStateException(impossible);
        }
        return Words.intLe(hash, 0);
    }
}
