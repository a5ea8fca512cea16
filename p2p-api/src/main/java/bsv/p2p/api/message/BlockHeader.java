package bsv.p2p.api.message;

/// The 80 bytes that a block's proof of work covers.
///
/// @param time seconds since 1970, unsigned 32 bit
/// @param bits the target in its compact form, unsigned 32 bit
/// @param nonce unsigned 32 bit
public record BlockHeader(int version, Hash256 previous, Hash256 merkleRoot, long time, long bits, long nonce) {
    /// Bytes on the wire.
    public static final int LENGTH = 80;

    public BlockHeader {
        if ((time | bits | nonce) >>> 32 != 0) {
            throw new IllegalArgumentException("time, bits and nonce must be unsigned 32-bit numbers, are %d, %d, %d".formatted(time, bits, nonce));
        }
    }

    /// From 80 bytes beginning at `offset`.
    public static BlockHeader ofWire(Bytes wire, int offset) {
        return new BlockHeader(wire.intLeAt(offset), Hash256.ofWire(wire, offset + 4), Hash256.ofWire(wire, offset + 36),
                wire.intLeAt(offset + 68) & 0xffff_ffffL, wire.intLeAt(offset + 72) & 0xffff_ffffL, wire.intLeAt(offset + 76) & 0xffff_ffffL);
    }

    /// The block's name. Computed each time.
    public Hash256 hash() {
        return toWire().doubleSha256();
    }

    /// The 80 bytes.
    public Bytes toWire() {
        var wire = new byte[LENGTH];
        WireWords.INT.set(wire, 0, version);
        previous.writeTo(wire, 4);
        merkleRoot.writeTo(wire, 36);
        WireWords.INT.set(wire, 68, (int) time);
        WireWords.INT.set(wire, 72, (int) bits);
        WireWords.INT.set(wire, 76, (int) nonce);
        return Bytes.wrap(wire);
    }
}
