package bsv.p2p.codec;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.PackedList;
import bsv.p2p.api.message.Transaction;

/// Reads the fields of a payload one after the other. Every method names the field, checks that its bytes are there before it
/// takes them, and throws [MalformedMessage] if not. What it hands out are slices of the payload: nothing is copied, and nothing
/// is allocated for a count that the bytes do not bear out.
final class PayloadReader {
    private final Bytes payload;
    private int position;

    PayloadReader(Bytes payload) {
        this.payload = payload;
    }

    int left() {
        return payload.length() - position;
    }

    int position() {
        return position;
    }

    /// A byte still to come, `ahead` bytes after the next one; that it is there must be known.
    int peek(int ahead) {
        return payload.at(position + ahead) & 0xff;
    }

    /// What was read since `start`.
    Bytes since(int start) {
        return payload.slice(start, position - start);
    }

    int u8(String field) {
        return payload.at(take(field, 1)) & 0xff;
    }

    /// Any byte but zero is true.
    boolean bool(String field) {
        return u8(field) != 0;
    }

    /// Most significant byte first, as ports are.
    int u16BigEndian(String field) {
        int at = take(field, 2);
        return (payload.at(at) & 0xff) << 8 | (payload.at(at + 1) & 0xff);
    }

    int i32(String field) {
        return payload.intLeAt(take(field, 4));
    }

    long u32(String field) {
        return i32(field) & 0xffff_ffffL;
    }

    long i64(String field) {
        return payload.longLeAt(take(field, 8));
    }

    Hash256 hash(String field) {
        return Hash256.ofWire(payload, take(field, Hash256.LENGTH));
    }

    Bytes bytes(String field, int count) {
        return payload.slice(take(field, count), count);
    }

    Bytes rest() {
        return bytes("rest", left());
    }

    void skip(String field, long count) {
        take(field, count);
    }

    /// A count or length. Only the shortest form is taken, and nothing above 2^32 - 1: no value with the prefix `ff` is legal.
    long varint(String field) {
        if (position < payload.length()) {
            int only = payload.at(position) & 0xff;
            if (only < VarInt.TWO_BYTES) {
                position++;
                return only;
            }
        }
        return longVarint(field);
    }

    private long longVarint(String field) {
        int start = position;
        int first = u8(field);
        long value = switch (first) {
            case VarInt.TWO_BYTES -> u8(field) | u8(field) << 8;
            case VarInt.FOUR_BYTES -> u32(field);
            default -> i64(field);
        };
        long least = switch (first) {
            case VarInt.TWO_BYTES -> VarInt.TWO_BYTES;
            case VarInt.FOUR_BYTES -> 0x1_0000L;
            default -> 0x1_0000_0000L;
        };
        if (Long.compareUnsigned(value, least) < 0) {
            throw new MalformedMessage(field, start, "the shortest form of a number", "%d in %d bytes".formatted(value, position - start));
        }
        if (first == VarInt.EIGHT_BYTES) throw MalformedMessage.sizeTooLarge(field, start, value);
        return value;
    }

    /// The number of elements that follow.
    ///
    /// @param minWidth bytes of the smallest possible element: a count that cannot fit is refused here
    int count(String field, int minWidth) {
        int start = position;
        long count = varint(field);
        if (count * minWidth > left()) {
            throw new MalformedMessage(field, start, "%d elements of at least %d bytes".formatted(count, minWidth), left() + " bytes");
        }
        return (int) count;
    }

    /// Bytes with their length before them.
    ///
    /// @param max longest allowed, in bytes
    Bytes string(String field, int max) {
        int start = position;
        long length = varint(field);
        if (length > max) throw new MalformedMessage(field, start, "at most %d bytes".formatted(max), Long.toString(length));
        return bytes(field, (int) length);
    }

    /// As [#string], one character for each byte.
    String text(String field, int max) {
        return string(field, max).toLatin1();
    }

    /// A count and elements of the same width.
    <E> PackedList<E> list(String field, int width, PackedList.Reader<? extends E> element) {
        int count = count(field, width);
        return PackedList.of(bytes(field, count * width), width, element);
    }

    /// As [#list(String, int, PackedList.Reader)], for elements whose list has a class of its own.
    <E> PackedList<E> view(String field, int width, PackedList.View<E> view) {
        int start = position;
        int count = count(field, width);
        int first = position - start;
        take(field, (long) count * width);
        return view.of(since(start), first);
    }

    /// Passes over a transaction.
    void skipTransaction() {
        int end = Transaction.endIn(payload, position);
        if (end < 0) {
            TransactionCodecs.skip(this); // Says what is wrong and where.
            throw new IllegalStateException("two ways to read a transaction differ at byte " + position);
        }
        position = end;
    }

    private int take(String field, long count) {
        int start = position;
        if (count > payload.length() - start) throw cutOff(field, count);
        position = start + (int) count;
        return start;
    }

    private MalformedMessage cutOff(String field, long count) {
        return new MalformedMessage(field, position, count == 1 ? "1 byte" : count + " bytes", left() == 0 ? "the end" : Integer.toString(left()));
    }
}
