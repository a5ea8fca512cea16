package bsv.p2p.codec;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/// A frame's header as it comes in, and what it says. A method may be called as soon as the bytes it is about are there.
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
    static final CommandField EXTENDED_COMMAND = CommandField.of(new Command("extmsg"));
    static final int EXTENDED_OUTER_LENGTH = 0xffff_ffff;
    private static final int MAGIC_LENGTH = 4;
    private static final int COMMAND = 4;
    /// The six bytes that the letters `extmsg` take.
    private static final long EXTENDED_MASK = 0xffff_ffff_ffffL;

    /// Holds what came of a header that comes in pieces.
    private ByteBuf pieces = Unpooled.EMPTY_BUFFER;
    private int size;
    private int magic;
    private long head;
    private int tail;
    private long length;
    private int checksum;
    private boolean extended;

    /// Takes what is missing up to `wanted` bytes, which are those of the magic, or of a header of either form.
    ///
    /// @return whether so many are there now
    boolean fill(ByteBuf in, int wanted) {
        int missing = wanted - size;
        if (missing == 0) return true;
        boolean fromItsBegin = wanted == FrameHeader.BASIC_LENGTH ? size == 0 : size == FrameHeader.BASIC_LENGTH;
        if (!fromItsBegin || in.readableBytes() < missing) return fillByPieces(in, missing, wanted);
        parse(in, in.readerIndex() - size, wanted);
        in.skipBytes(missing);
        size = wanted;
        return true;
    }

    private boolean fillByPieces(ByteBuf in, int missing, int wanted) {
        if (pieces.capacity() == 0) pieces = Unpooled.buffer(FrameHeader.EXTENDED_LENGTH, FrameHeader.EXTENDED_LENGTH);
        pieces.writerIndex(size);
        int taken = Math.min(missing, in.readableBytes());
        pieces.writeBytes(in, taken);
        size += taken;
        if (size < wanted) return false;
        parse(pieces, 0, wanted);
        return true;
    }

    /// @param at where in `from` the header begins; before the extension of one, where it would begin if its basic part were still there
    private void parse(ByteBuf from, int at, int upTo) {
        if (upTo == FrameHeader.EXTENDED_LENGTH) {
            head = from.getLongLE(at + FrameHeader.BASIC_LENGTH);
            tail = from.getIntLE(at + FrameHeader.BASIC_LENGTH + 8);
            length = from.getLongLE(at + 36);
            return;
        }
        magic = from.getInt(at);
        if (upTo == MAGIC_LENGTH) return;
        head = from.getLongLE(at + COMMAND);
        tail = from.getIntLE(at + COMMAND + 8);
        length = from.getIntLE(at + 16) & 0xffff_ffffL;
        checksum = from.getInt(at + 20);
        extended = (head & EXTENDED_MASK) == EXTENDED_COMMAND.head();
    }

    /// Bytes that came.
    int size() {
        return size;
    }

    /// For the next header.
    void clear() {
        size = 0;
        extended = false;
    }

    /// First byte highest, as [bsv.p2p.api.peer.Magic] has it.
    int magic() {
        return magic;
    }

    /// Whether it claims to be an extended one: by the first letters of the command, as the reference node tells.
    boolean isExtended() {
        return extended;
    }

    /// What is wrong with the outer fields of an extended header, if anything is. Only until the inner ones came.
    Optional<String> extendedProblem() {
        if (!field().equals(EXTENDED_COMMAND)) return Optional.of("command %s instead of extmsg and six zeros".formatted(field().bytes().toHex()));
        if ((int) length != EXTENDED_OUTER_LENGTH) return Optional.of("outer length %08x instead of ffffffff".formatted(length));
        if (checksum != 0) return Optional.of("checksum %08x instead of 00000000".formatted(checksum));
        return Optional.empty();
    }

    /// How the message that it names is read, if the characters are such as a name may have.
    Optional<MessageCodec<?>> codec() {
        return MessageCodecs.named(head, tail);
    }

    /// The bytes that should name the message.
    Bytes commandBytes() {
        return field().bytes();
    }

    /// Where they stand.
    int commandOffset() {
        return extended ? FrameHeader.BASIC_LENGTH : COMMAND;
    }

    /// Payload bytes announced; unsigned 64 bit.
    long length() {
        return length;
    }

    /// First byte highest.
    int checksum() {
        return checksum;
    }

    private CommandField field() {
        return new CommandField(head, tail);
    }
}
