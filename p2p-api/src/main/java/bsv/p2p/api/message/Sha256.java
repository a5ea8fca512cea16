package bsv.p2p.api.message;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 applied twice, the identity of transactions and blocks. One digest for each thread: making one costs as much as
/// hashing 40 bytes.
final class Sha256 {
    private static final ThreadLocal<Sha256> OF_THREAD = ThreadLocal.withInitial(Sha256::new);

    private final MessageDigest digest = newDigest();
    private final byte[] hash = new byte[Hash256.LENGTH];

    private Sha256() {}

    static Hash256 twice(byte[] bytes, int offset, int length) {
        var mine = OF_THREAD.get();
        mine.run(bytes, offset, length, mine.hash, 0);
        return Hash256.ofWire(mine.hash, 0);
    }

    /// Writes the hash in wire order to `target`.
    static void twice(byte[] bytes, int offset, int length, byte[] target, int targetOffset) {
        OF_THREAD.get().run(bytes, offset, length, target, targetOffset);
    }

    private void run(byte[] bytes, int offset, int length, byte[] target, int targetOffset) {
        digest.update(bytes, offset, length);
        try {
            digest.digest(target, targetOffset, Hash256.LENGTH);
            digest.update(target, targetOffset, Hash256.LENGTH);
            digest.digest(target, targetOffset, Hash256.LENGTH);
        } catch (DigestException impossible) {
            throw new IllegalStateException("SHA-256 gives 32 bytes", impossible);
        }
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
