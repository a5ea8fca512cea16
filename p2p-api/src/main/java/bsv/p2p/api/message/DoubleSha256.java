package bsv.p2p.api.message;

import java.security.MessageDigest;

/// The double SHA-256 of bytes that come in parts: the id of a transaction that is too large to be held, say. For one thread.
public final class DoubleSha256 {
    private final MessageDigest digest = Sha256.newDigest();

    /// Of nothing so far.
    public DoubleSha256() {}

    /// Takes the next part.
    public void update(Bytes part) {
        part.update(digest);
    }

    /// The hash of all parts so far; then it begins anew.
    public Hash256 finish() {
        return Hash256.ofWire(digest.digest(digest.digest()), 0);
    }
}
