package bsv.p2p.api.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The 80 bytes that a block's proof of work covers: kept as they are, read when asked. Immutable.
public final class BlockHeader {
    /// Bytes on the wire.
    public static final int LENGTH = 80;
    private static final int PREVIOUS = 4;
    private static final int MERKLE_ROOT = 36;
    private static final int TIME = 68;
    private static final int BITS = 72;
    private static final int NONCE = 76;

    private final Bytes around;
    /// Where in `around` it begins.
    private final int start;
    /// Seen by any thread or computed once more.
    private @Nullable Hash256 hash;

    private BlockHeader(Bytes around, int start) {
        this.around = around;
        this.start = start;
    }

    /// A header made of its fields; its work is not looked at.
    ///
    /// @param time seconds since 1970, unsigned 32 bit
    /// @param bits the target in its compact form, unsigned 32 bit
    /// @param nonce unsigned 32 bit
    public BlockHeader(int version, Hash256 previous, Hash256 merkleRoot, long time, long bits, long nonce) {
        if ((time | bits | nonce) >>> 32 != 0) {
            throw new IllegalArgumentException("time, bits and nonce must be unsigned 32-bit numbers, are %d, %d, %d".formatted(time, bits, nonce));
        }
        var bytes = new byte[LENGTH];
        WireWords.INT.set(bytes, 0, version);
        previous.writeTo(bytes, PREVIOUS);
        merkleRoot.writeTo(bytes, MERKLE_ROOT);
        WireWords.INT.set(bytes, TIME, (int) time);
        WireWords.INT.set(bytes, BITS, (int) bits);
        WireWords.INT.set(bytes, NONCE, (int) nonce);
        around = Bytes.wrap(bytes);
        start = 0;
    }

    /// From the 80 bytes that begin at `offset`, which are not copied: who keeps one header of many may want a [#compact()] one.
    public static BlockHeader ofWire(Bytes wire, int offset) {
        Objects.checkFromIndexSize(offset, LENGTH, wire.length());
        return new BlockHeader(wire, offset);
    }

    public int version() {
        return around.intLeAt(start);
    }

    /// The name of the block before it.
    public Hash256 previous() {
        return Hash256.ofWire(around, start + PREVIOUS);
    }

    /// What all transactions of the block come to.
    public Hash256 merkleRoot() {
        return Hash256.ofWire(around, start + MERKLE_ROOT);
    }

    /// Seconds since 1970, unsigned 32 bit.
    public long time() {
        return around.intLeAt(start + TIME) & 0xffff_ffffL;
    }

    /// The target in its compact form, unsigned 32 bit.
    public long bits() {
        return around.intLeAt(start + BITS) & 0xffff_ffffL;
    }

    /// Unsigned 32 bit.
    public long nonce() {
        return around.intLeAt(start + NONCE) & 0xffff_ffffL;
    }

    /// The block's name. Computed at the first call.
    public Hash256 hash() {
        var known = hash;
        if (known == null) hash = known = around.doubleSha256(start, LENGTH);
        return known;
    }

    /// The 80 bytes.
    public Bytes toWire() {
        return around.slice(start, LENGTH);
    }

    /// This header in bytes of its own, so that what it came with can be collected.
    public BlockHeader compact() {
        return new BlockHeader(toWire().compact(), 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlockHeader that && toWire().equals(that.toWire());
    }

    @Override
    public int hashCode() {
        return toWire().hashCode();
    }

    @Override
    public String toString() {
        return "BlockHeader[version=%d, previous=%s, merkleRoot=%s, time=%d, bits=%d, nonce=%d]".formatted(version(), previous(), merkleRoot(), time(), bits(), nonce());
    }
}
