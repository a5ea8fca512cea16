package bsv.p2p.codec;

import io.netty.buffer.ByteBuf;

/// The writing of counts and lengths: one byte up to 252, else `fd`, `fe` or `ff` and the number in 2, 4 or 8 bytes. Always the
/// shortest form; readers refuse any other. Reading is [PayloadReader#varint].
final class VarInt {
    /// The first bytes of the longer forms.
    static final int TWO_BYTES = 0xfd;
    static final int FOUR_BYTES = 0xfe;
    static final int EIGHT_BYTES = 0xff;

    private VarInt() {}

    /// @param value 0 to 2^32 - 1: readers refuse more
    static void write(long value, ByteBuf out) {
        if (value < TWO_BYTES) {
            out.writeByte((int) value);
        } else if (value <= 0xffff) {
            out.writeByte(TWO_BYTES).writeShortLE((int) value);
        } else {
            out.writeByte(FOUR_BYTES).writeIntLE((int) value);
        }
    }
}
