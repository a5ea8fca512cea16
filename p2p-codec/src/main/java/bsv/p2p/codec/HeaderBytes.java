package bsv.p2p.codec;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/// The bytes of a frame's header as they come in, and what they say. A method may be called as soon as the bytes it is about are
/// there.
///
/// | from | bytes | |
/// |---|---|---|
/// | 0 | 4 | magic |
/// | 4 | 12 | command, `extmsg` in an extended header |
/// | 16 | 4 | payload length, ffffffff in an extended header |
/// | 20 | 4 | checksum, zero in an extended header |
/// | 24 | 12 | command, only in an extended header |
/// | 36 | 8 | payload length, only in an extended header |
final class HeaderBytes {
    static final Command EXTENDED_COMMAND = new Command("extmsg");
    static final int EXTENDED_OUTER_LENGTH = 0xffff_ffff;
    private static final int OUTER_COMMAND = 4;
    private static final byte[] EXTENDED_FIELD = CommandField.toBytes(EXTENDED_COMMAND);
    /// The letters `extmsg` as a number, first letter lowest, and the six bytes that they take.
    private static final long EXTENDED_PREFIX = 0x67_73_6d_74_78_65L;
    private static final long EXTENDED_MASK = 0xffff_ffff_ffffL;

    private final byte[] bytes = new byte[FrameHeader.EXTENDED_LENGTH];
    private final ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private int size;

    /// Takes what is missing up to `wanted` bytes.
    ///
    /// @return whether so many are there now
    boolean fill(ByteBuf in, int wanted) {
        int taken = Math.min(wanted - size, in.readableBytes());
        if (taken > 0) {
            Heap.take(in, bytes, size, taken);
            size += taken;
        }
        return size == wanted;
    }

    /// Bytes that came.
    int size() {
        return size;
    }

    /// For the next header.
    void clear() {
        size = 0;
    }

    /// First byte highest, as [bsv.p2p.api.peer.Magic] has it.
    int magic() {
        return Integer.reverseBytes(fields.getInt(0));
    }

    /// Whether it claims to be an extended one: by the first letters of the command, as the reference node tells.
    boolean isExtended() {
        return (fields.getLong(OUTER_COMMAND) & EXTENDED_MASK) == EXTENDED_PREFIX;
    }

    /// What is wrong with the outer fields of an extended header, if anything is.
    Optional<String> extendedProblem() {
        if (!Arrays.equals(bytes, OUTER_COMMAND, OUTER_COMMAND + CommandField.LENGTH, EXTENDED_FIELD, 0, CommandField.LENGTH)) return Optional.of("command %s instead of extmsg and six zeros".formatted(commandBytes(OUTER_COMMAND).toHex()));
        if (fields.getInt(16) != EXTENDED_OUTER_LENGTH) return Optional.of("outer length %08x instead of ffffffff".formatted(fields.getInt(16)));
        if (fields.getInt(20) != 0) return Optional.of("checksum %08x instead of 00000000".formatted(checksum()));
        return Optional.empty();
    }

    /// The name of the message, if the characters are such as a name may have.
    Optional<Command> command() {
        return CommandField.parse(fields, commandOffset());
    }

    Bytes commandBytes() {
        return commandBytes(commandOffset());
    }

    /// Where the name of the message stands.
    int commandOffset() {
        return isExtended() ? FrameHeader.BASIC_LENGTH : OUTER_COMMAND;
    }

    /// Payload bytes announced; unsigned 64 bit.
    long length() {
        return isExtended() ? fields.getLong(36) : fields.getInt(16) & 0xffff_ffffL;
    }

    /// First byte highest.
    int checksum() {
        return Integer.reverseBytes(fields.getInt(20));
    }

    private Bytes commandBytes(int offset) {
        return Bytes.wrap(Arrays.copyOfRange(bytes, offset, offset + CommandField.LENGTH));
    }
}
