package bsv.p2p.api.chain;

import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.CmpctBlock;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.ShortId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Computes the short ids of one compact block: the low 48 bits of SipHash-2-4 of the txid under a key that the block gives. Source: BIP 152.
///
/// @param key0 first eight bytes of SHA-256(header ‖ nonce), least significant first
/// @param key1 the next eight
public record ShortIds(long key0, long key1) {
    private static final long LOW_48_BITS = 0xffff_ffff_ffffL;

    /// For the block of `header` under the nonce that its sender chose.
    public static ShortIds of(BlockHeader header, long nonce) {
        var key = ByteBuffer.allocate(BlockHeader.LENGTH + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).put(header.toWire().toArray()).putLong(nonce);
        var hash = ByteBuffer.wrap(sha256(key.array())).order(ByteOrder.LITTLE_ENDIAN);
        return new ShortIds(hash.getLong(), hash.getLong());
    }

    public static ShortIds of(CmpctBlock block) {
        return of(block.header(), block.nonce());
    }

    /// The short id of a transaction.
    public ShortId of(Hash256 txid) {
        return new ShortId(new SipHash(key0, key1).of(txid.word(0), txid.word(1), txid.word(2), txid.word(3)) & LOW_48_BITS);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
