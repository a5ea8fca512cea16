package bsv.p2p.api.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Immutable bytes: a window on an array that nobody writes to any more. Slices share the array and cost nothing but themselves;
/// [#compact()] frees a small slice from a large array. Equal if the bytes are. As strings remember their hash code, they remember
/// their [#doubleSha256()].
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;
    /// Seen by any thread or computed once more: what it holds is immutable.
    private @Nullable Hash256 doubleSha256;
    /// The first four bytes of it, first byte highest. 0 means "not known": who has that checksum computes it each time.
    private int checksum;

    /// The array as it is: whoever calls this has checked the bounds.
    Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    public static Bytes copyOf(byte[] bytes) {
        return wrap(bytes.clone());
    }

    /// Takes `bytes` over without a copy. The caller gives the array away: writing to it afterwards breaks everyone who holds this.
    public static Bytes wrap(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes, 0, bytes.length);
    }

    /// As [#wrap(byte[])], where the double SHA-256 of all of `bytes` is known already. It is trusted.
    public static Bytes wrap(byte[] bytes, Hash256 doubleSha256) {
        var wrapped = new Bytes(bytes, 0, bytes.length);
        wrapped.doubleSha256 = doubleSha256;
        return wrapped;
    }

    /// As [#wrap(byte[])], where the [#checksum()] of all of `bytes` is known already. It is trusted.
    public static Bytes wrap(byte[] bytes, int checksum) {
        if (bytes.length == 0) return EMPTY;
        var wrapped = new Bytes(bytes, 0, bytes.length);
        wrapped.checksum = checksum;
        return wrapped;
    }

    /// Reads pairs of hex digits.
    ///
    /// @throws IllegalArgumentException if `hex` is anything else
    public static Bytes parseHex(String hex) {
        return wrap(HexFormat.of().parseHex(hex));
    }

    /// One byte for each character, for text that the protocol treats as bytes.
    ///
    /// @throws IllegalArgumentException if a character is above `ff`
    public static Bytes ofLatin1(String text) {
        if (!isLatin1(text)) throw new IllegalArgumentException("expected characters up to U+00FF only");
        return wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Whether each character of `text` stands for one byte.
    static boolean isLatin1(String text) {
        return text.chars().allMatch(c -> c <= 0xff);
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public byte at(int index) {
        Objects.checkIndex(index, length);
        return array[offset + index];
    }

    public Bytes slice(int from, int count) {
        Objects.checkFromIndexSize(from, count, length);
        if (count == length) return this;
        return count == 0 ? EMPTY : new Bytes(array, offset + from, count);
    }

    /// The array that these bytes lie in, from [#offset()]: for code that has checked its bounds and must not check each byte again.
    byte[] array() {
        return array;
    }

    int offset() {
        return offset;
    }

    /// These bytes in an array of their own, so that a larger one can be collected.
    public Bytes compact() {
        return array.length == length ? this : wrap(toArray());
    }

    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    public void copyTo(byte[] target, int targetOffset) {
        System.arraycopy(array, offset, target, targetOffset, length);
    }

    /// A read-only buffer on these bytes, big-endian as buffers are.
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    /// Where in the array the `count` bytes from `index` begin, once it is sure that they are these bytes'.
    int checked(int index, int count) {
        return offset + Objects.checkFromIndexSize(index, count, length);
    }

    /// Four bytes, least significant first.
    public int intLeAt(int index) {
        Objects.checkFromIndexSize(index, 4, length);
        return (int) WireWords.INT.get(array, offset + index);
    }

    /// Eight bytes, least significant first.
    public long longLeAt(int index) {
        Objects.checkFromIndexSize(index, 8, length);
        return (long) WireWords.LONG.get(array, offset + index);
    }

    /// Where the transaction ends that begins at `index`, or [WireScan#CUT_OFF] if it does not before `to`.
    int transactionEnd(int index, int to) {
        Objects.checkFromToIndex(index, to, length);
        int end = WireScan.transactionEnd(array, offset + index, offset + to);
        return end == WireScan.CUT_OFF ? end : end - offset;
    }

    void update(MessageDigest digest) {
        digest.update(array, offset, length);
    }

    /// SHA-256 of SHA-256 of these bytes. Computed at the first call.
    public Hash256 doubleSha256() {
        var known = doubleSha256;
        if (known == null) doubleSha256 = known = Sha256.twice(array, offset, length);
        return known;
    }

    /// What the header of a frame says of these bytes: the first four of [#doubleSha256()], first byte highest. Computed at the first call.
    public int checksum() {
        int known = checksum;
        if (known == 0) checksum = known = Integer.reverseBytes((int) doubleSha256().word(0));
        return known;
    }

    /// As [#doubleSha256()], of a slice, and computed each time.
    Hash256 doubleSha256(int from, int count) {
        Objects.checkFromIndexSize(from, count, length);
        return Sha256.twice(array, offset + from, count);
    }

    /// As [#doubleSha256()] of a slice, written to `target` in wire order.
    void doubleSha256(int from, int count, byte[] target, int targetOffset) {
        Objects.checkFromIndexSize(from, count, length);
        Sha256.twice(array, offset + from, count, target, targetOffset);
    }

    /// These bytes, with their double SHA-256 known already. It is trusted.
    Bytes withDoubleSha256(Hash256 hash) {
        var same = new Bytes(array, offset, length);
        same.doubleSha256 = hash;
        return same;
    }

    /// One character for each byte.
    public String toLatin1() {
        return new String(array, offset, length, StandardCharsets.ISO_8859_1);
    }

    public String toHex() {
        return HexFormat.of().formatHex(array, offset, offset + length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) hash = 31 * hash + array[i];
        return hash;
    }

    /// All bytes as hex up to 32, else the first 32 and the length.
    @Override
    public String toString() {
        return length <= 32 ? toHex() : slice(0, 32).toHex() + "… (" + length + " bytes)";
    }
}
