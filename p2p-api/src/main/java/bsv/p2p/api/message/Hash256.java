package bsv.p2p.api.message;

import java.util.HexFormat;
import java.util.Objects;

/// 32 bytes that name a block, a transaction or a Merkle node: SHA-256 applied twice, kept in the order in which SHA-256 gives
/// them (the order on the wire). People and explorers print them reversed; so do [#toString()] and [#parse].
public final class Hash256 implements Comparable<Hash256> {
    public static final int LENGTH = 32;
    /// 32 zero bytes: "no hash", the parent of the genesis block, the stop hash that stops nowhere.
    public static final Hash256 ZERO = new Hash256(0, 0, 0, 0);

    private final long word0;
    private final long word1;
    private final long word2;
    private final long word3;

    private Hash256(long word0, long word1, long word2, long word3) {
        this.word0 = word0;
        this.word1 = word1;
        this.word2 = word2;
        this.word3 = word3;
    }

    /// From the bytes in wire order, each word eight of them, least significant first.
    public static Hash256 ofWords(long word0, long word1, long word2, long word3) {
        return new Hash256(word0, word1, word2, word3);
    }

    /// From 32 bytes of `bytes` in wire order, beginning at `offset`.
    public static Hash256 ofWire(byte[] bytes, int offset) {
        Objects.checkFromIndexSize(offset, LENGTH, bytes.length);
        return new Hash256((long) WireWords.LONG.get(bytes, offset), (long) WireWords.LONG.get(bytes, offset + 8),
                (long) WireWords.LONG.get(bytes, offset + 16), (long) WireWords.LONG.get(bytes, offset + 24));
    }

    /// From 32 bytes of `bytes` in wire order, beginning at `offset`.
    public static Hash256 ofWire(Bytes bytes, int offset) {
        return ofWire(bytes.array(), bytes.checked(offset, LENGTH));
    }

    /// Reads the printed (reversed) form, 64 hex digits.
    ///
    /// @throws IllegalArgumentException if `hex` is anything else
    public static Hash256 parse(String hex) {
        if (!hex.matches("[0-9a-fA-F]{64}")) throw new IllegalArgumentException("expected a hash of 64 hex digits, found \"" + hex + "\"");
        var printed = HexFormat.of().parseHex(hex);
        var wire = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) wire[i] = printed[LENGTH - 1 - i];
        return ofWire(wire, 0);
    }

    /// Eight of the bytes, least significant first.
    ///
    /// @param index 0..3
    public long word(int index) {
        return switch (index) {
            case 0 -> word0;
            case 1 -> word1;
            case 2 -> word2;
            case 3 -> word3;
            default -> throw new IndexOutOfBoundsException("a hash has words 0..3, not " + index);
        };
    }

    /// The bytes in wire order.
    public byte[] toArray() {
        var bytes = new byte[LENGTH];
        writeTo(bytes, 0);
        return bytes;
    }

    /// Writes the bytes in wire order.
    public void writeTo(byte[] target, int offset) {
        Objects.checkFromIndexSize(offset, LENGTH, target.length);
        WireWords.LONG.set(target, offset, word0);
        WireWords.LONG.set(target, offset + 8, word1);
        WireWords.LONG.set(target, offset + 16, word2);
        WireWords.LONG.set(target, offset + 24, word3);
    }

    /// As the 256-bit numbers they stand for, which is how proof of work compares them.
    @Override
    public int compareTo(Hash256 other) {
        int order = Long.compareUnsigned(word3, other.word3);
        if (order == 0) order = Long.compareUnsigned(word2, other.word2);
        if (order == 0) order = Long.compareUnsigned(word1, other.word1);
        return order == 0 ? Long.compareUnsigned(word0, other.word0) : order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash256 that && word0 == that.word0 && word1 == that.word1 && word2 == that.word2 && word3 == that.word3;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(word0 ^ word1 ^ word2);
    }

    /// 64 hex digits, reversed as people print them.
    @Override
    public String toString() {
        var format = HexFormat.of();
        return format.toHexDigits(word3) + format.toHexDigits(word2) + format.toHexDigits(word1) + format.toHexDigits(word0);
    }
}
