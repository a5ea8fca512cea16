package bsv.p2p.api.message;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 applied twice, the identity of transactions and blocks. One digest for each thread: making one costs as much as
/// hashing 40 bytes.
final class Sha256 {
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::newDigest);

    private Sha256() {}

    static Hash256 twice(byte[] bytes, int offset, int length) {
        var digest = DIGEST.get();
        var hash = new byte[32];
        digest.update(bytes, offset, length);
        try {
            digest.digest(hash, 0, 32);
            digest.update(hash, 0, 32);
            digest.digest(hash, 0, 32);
        } catch (DigestException impossible) {
            throw new IllegalStateException("SHA-256 gives 32 bytes", impossible);
        }
        return Hash256.ofWire(hash, 0);
    }

    /// Of bytes that come in parts.
    static final class Running {
        private final MessageDigest digest = newDigest();

        void update(Bytes part) {
            part.update(digest);
        }

        /// The hash of all parts so far; then it begins anew.
        Hash256 finish() {
            return Hash256.ofWire(digest.digest(digest.digest()), 0);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
