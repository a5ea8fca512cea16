package bsv.p2p.bench.stream;

import bsv.p2p.api.message.Bytes;
import java.util.Arrays;
import java.util.function.Consumer;

/// A block of many gigabytes that is made while it is read: the same few megabytes of transactions over and over, cut into pieces of 64 KiB
/// without regard to where a transaction ends.
public final class SyntheticBlock {
    static final int PIECE = 1 << 16;
    /// Header and a count of five bytes.
    private static final int OPENING = 85;

    private final Template template;
    private final long repeats;
    private final int large;

    /// A block of so many bytes.
    ///
    /// @param atLeast bytes
    /// @param large bytes of the script of one transaction that comes first; 0 for none
    public SyntheticBlock(Template template, long atLeast, int large) {
        this.template = template;
        this.repeats = (atLeast - large + template.array.length - 1) / template.array.length;
        this.large = large;
    }

    long transactions() {
        return repeats * template.transactions + (large > 0 ? 1 : 0);
    }

    public long length() {
        return OPENING + repeats * template.array.length + (large > 0 ? largeHead().length + (long) large + largeTail().length : 0);
    }

    /// Takes a piece as an array: bytes `from` up to `to`, which stay as they are only during the call.
    ///
    /// @param <X> what it may throw
    public interface Taker<X extends Exception> {
        void take(byte[] piece, int from, int to) throws X;
    }

    /// Hands out all pieces as views.
    void forEach(Consumer<Bytes> taker) {
        forEachPiece((piece, from, to) -> taker.accept(piece.length > PIECE ? template.bytes.slice(from, to - from) : Bytes.wrap(Arrays.copyOfRange(piece, from, to))));
    }

    public <X extends Exception> void forEachPiece(Taker<X> taker) throws X {
        whole(taker, opening());
        if (large > 0) {
            whole(taker, largeHead());
            var zeros = new byte[PIECE];
            for (int left = large; left > 0; left -= PIECE) taker.take(zeros, 0, Math.min(left, PIECE));
            whole(taker, largeTail());
        }
        var seam = new byte[PIECE];
        long total = repeats * template.array.length;
        for (long at = 0; at < total; at += PIECE) {
            int from = (int) (at % template.array.length);
            int count = (int) Math.min(PIECE, total - at);
            int first = Math.min(count, template.array.length - from);
            if (first == count) {
                taker.take(template.array, from, from + count);
            } else {
                System.arraycopy(template.array, from, seam, 0, first);
                System.arraycopy(template.array, 0, seam, first, count - first);
                taker.take(seam, 0, count);
            }
        }
    }

    private static <X extends Exception> void whole(Taker<X> taker, byte[] piece) throws X {
        taker.take(piece, 0, piece.length);
    }

    private byte[] opening() {
        var opening = new byte[OPENING];
        opening[80] = (byte) 0xfe;
        littleEndian(opening, 81, transactions());
        return opening;
    }

    /// Version, no inputs, one output of no value with a script of `large` bytes.
    private byte[] largeHead() {
        var head = new byte[4 + 1 + 1 + 8 + 5];
        head[5] = 1;
        head[14] = (byte) 0xfe;
        littleEndian(head, 15, large);
        return head;
    }

    private static byte[] largeTail() {
        return new byte[4];
    }

    private static void littleEndian(byte[] bytes, int at, long value) {
        for (int i = 0; i < 4; i++) bytes[at + i] = (byte) (value >>> (8 * i));
    }
}
