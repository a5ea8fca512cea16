package bsv.p2p.codec;

import bsv.p2p.api.message.Hash256;
import io.netty.buffer.ByteBuf;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// The double SHA-256 of bytes that come in pieces. For one thread.
public final class PayloadHash {
    private static final ThreadLocal<PayloadHash> OF_THREAD = ThreadLocal.withInitial(PayloadHash::new);

    private final MessageDigest digest = newDigest();
    private final byte[] result = new byte[Hash256.LENGTH];
    private @Nullable ByteBuf followed;
    private int followedTo;

    /// Of nothing so far.
    public PayloadHash() {}

    /// The one that belongs to the calling thread, for bytes that are all there.
    static PayloadHash ofThread() {
        return OF_THREAD.get();
    }

    /// Begins to hash what is written to a buffer: parts that [#wrote] tells while they are in the cache of the processor, the rest in
    /// [#finishFollowing].
    void follow(ByteBuf out) {
        followed = out;
        followedTo = out.writerIndex();
    }

    /// These bytes were written to a buffer last. Does nothing if it is not followed.
    @SuppressWarnings("ReferenceEquality") // this very buffer
    void wrote(byte[] part, int length, ByteBuf out) {
        if (out != followed) return;
        int before = out.writerIndex() - length - followedTo;
        if (before > 0) update(out, followedTo, before);
        update(part, 0, length);
        followedTo = out.writerIndex();
    }

    /// The checksum of all that was written to the buffer since it is followed.
    int finishFollowing(ByteBuf out) {
        int rest = out.writerIndex() - followedTo;
        if (rest > 0) update(out, followedTo, rest);
        followed = null;
        return finishChecksum();
    }

    /// Forgets all so far.
    void clear() {
        followed = null;
        digest.reset();
    }

    void update(byte[] bytes, int from, int length) {
        digest.update(bytes, from, length);
    }

    /// Hashes the buffer's own memory; its indexes stay where they are.
    public void update(ByteBuf bytes, int from, int length) {
        if (bytes.hasArray()) {
            digest.update(bytes.array(), bytes.arrayOffset() + from, length);
        } else if (bytes.nioBufferCount() == 1) {
            digest.update(bytes.internalNioBuffer(from, length));
        } else {
            for (var part : bytes.nioBuffers(from, length)) digest.update(part);
        }
    }

    /// The hash of all so far; then it begins anew.
    public Hash256 finish() {
        finishChecksum();
        return last();
    }

    /// The first four bytes of the hash of all so far, first byte highest; then it begins anew.
    int finishChecksum() {
        try {
            digest.digest(result, 0, Hash256.LENGTH);
            digest.update(result, 0, Hash256.LENGTH);
            digest.digest(result, 0, Hash256.LENGTH);
        } catch (DigestException impossible) {
            throw new IllegalStateException("SHA-256 gives 32 bytes", impossible);
        }
        return result[0] << 24 | (result[1] & 0xff) << 16 | (result[2] & 0xff) << 8 | (result[3] & 0xff);
    }

    /// The hash that was finished last.
    Hash256 last() {
        return Hash256.ofWire(result, 0);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
