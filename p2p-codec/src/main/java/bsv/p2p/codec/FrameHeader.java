package bsv.p2p.codec;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.peer.Magic;
import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// What stands before a payload: 24 bytes, or 44 where the payload is longer than 32 bits can say. Source: protocol.h.
///
/// @param length payload bytes; unsigned 64 bit
/// @param checksum the first four bytes of the payload's double SHA-256, first byte highest; 0 and without meaning if `extended`
/// @param extended whether it is of the long form
public record FrameHeader(Magic magic, Command command, long length, int checksum, boolean extended) {
    /// Bytes of a basic header.
    public static final int BASIC_LENGTH = 24;
    /// Bytes of an extended header.
    public static final int EXTENDED_LENGTH = 44;
    private static final VarHandle BIG_INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE_INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LITTLE_LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /// Longest payload of a basic header.
    public static final long MAX_BASIC_PAYLOAD = 0xffff_ffffL;

    public FrameHeader {
        if (!extended && Long.compareUnsigned(length, MAX_BASIC_PAYLOAD) > 0) {
            throw new IllegalArgumentException("a basic header has at most 4294967295 payload bytes, not " + Long.toUnsignedString(length));
        }
        if (extended && checksum != 0) throw new IllegalArgumentException("an extended header has checksum 0, not %08x".formatted(checksum));
    }

    /// The header that goes before a payload: basic wherever its length allows.
    ///
    /// @param hash double SHA-256 of the payload
    public static FrameHeader of(Magic magic, Command command, long length, Hash256 hash) {
        return of(magic, command, length, checksumOf(hash));
    }

    /// As the other, where only the checksum is known.
    public static FrameHeader of(Magic magic, Command command, long length, int checksum) {
        boolean extended = lengthFor(length) == EXTENDED_LENGTH;
        return new FrameHeader(magic, command, length, extended ? 0 : checksum, extended);
    }

    /// Bytes of the header that a payload of so many bytes takes.
    public static int lengthFor(long payloadLength) {
        return Long.compareUnsigned(payloadLength, MAX_BASIC_PAYLOAD) > 0 ? EXTENDED_LENGTH : BASIC_LENGTH;
    }

    /// Reads one header of either form from the beginning of `in` and takes its bytes.
    ///
    /// @throws MalformedMessage if bytes are missing, the command has characters that none has, or the outer fields of an extended
    ///         header are not as they must be
    public static FrameHeader parse(ByteBuf in) {
        var bytes = new HeaderBytes();
        fill(bytes, in, BASIC_LENGTH);
        if (bytes.isExtended()) {
            bytes.extendedProblem().ifPresent(problem -> {
                throw new MalformedMessage("header", 4, "an extended header", problem);
            });
            fill(bytes, in, EXTENDED_LENGTH);
        }
        var codec = bytes.codec().orElseThrow(() ->
                new MalformedMessage("command", bytes.commandOffset(), "at most 12 characters from ' ' to '~' and zeros", bytes.commandBytes().toHex()));
        return new FrameHeader(new Magic(bytes.magic()), codec.command(), bytes.length(), bytes.checksum(), bytes.isExtended());
    }

    /// Appends its bytes.
    public void write(ByteBuf out) {
        out.writeInt(magic.bits());
        if (extended) {
            HeaderBytes.EXTENDED_COMMAND.write(out);
            out.writeInt(HeaderBytes.EXTENDED_OUTER_LENGTH).writeInt(0);
            CommandField.of(command).write(out);
            out.writeLongLE(length);
        } else {
            CommandField.of(command).write(out);
            out.writeIntLE((int) length).writeInt(checksum);
        }
    }

    /// Writes a basic header to the 24 bytes from `at`, which is what [#write] does with fewer steps.
    static void writeBasic(byte[] out, int at, Magic magic, Command command, int length, int checksum) {
        var field = CommandField.of(command);
        BIG_INT.set(out, at, magic.bits());
        LITTLE_LONG.set(out, at + 4, field.head());
        LITTLE_INT.set(out, at + 12, field.tail());
        LITTLE_INT.set(out, at + 16, length);
        BIG_INT.set(out, at + 20, checksum);
    }

    /// Bytes of this header.
    public int size() {
        return extended ? EXTENDED_LENGTH : BASIC_LENGTH;
    }

    /// The checksum that goes with a payload's double SHA-256.
    public static int checksumOf(Hash256 hash) {
        return Integer.reverseBytes((int) hash.word(0));
    }

    private static void fill(HeaderBytes bytes, ByteBuf in, int wanted) {
        if (!bytes.fill(in, wanted)) throw new MalformedMessage("header", 0, wanted + " bytes", Integer.toString(bytes.size()));
    }
}
