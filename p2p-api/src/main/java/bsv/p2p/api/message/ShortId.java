package bsv.p2p.api.message;

/// Names a transaction within one [CmpctBlock]: the low 48 bits of a keyed hash of its txid. How it is computed is
/// [bsv.p2p.api.chain.ShortIds]. Source: BIP 152.
///
/// @param value unsigned 48 bit
public record ShortId(long value) {
    /// Bytes on the wire, least significant first.
    public static final int LENGTH = 6;

    public ShortId {
        if (value >>> 48 != 0) throw new IllegalArgumentException("a short id must be an unsigned 48-bit number, is " + value);
    }

    /// From six bytes beginning at `offset`.
    public static ShortId ofWire(Bytes wire, int offset) {
        return new ShortId((wire.intLeAt(offset) & 0xffff_ffffL) | ((wire.at(offset + 4) & 0xffL) << 32) | ((wire.at(offset + 5) & 0xffL) << 40));
    }

    /// The six bytes.
    public Bytes toWire() {
        var wire = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) wire[i] = (byte) (value >>> (8 * i));
        return Bytes.wrap(wire);
    }
}
