package bsv.p2p.codec;

import bsv.p2p.api.message.Command;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The twelve bytes of a header that name a message: characters from space to tilde, then zeros only.
final class CommandField {
    static final int LENGTH = Command.MAX_LENGTH;

    /// The commands that have a codec, each in the place that its bytes give: the usual frame costs no new string. Where two fall
    /// into one place the first is spelled out each time, which is slower and no different.
    private static final @Nullable Known[] KNOWN = new Known[256];

    static {
        for (var codec : MessageCodecs.ALL) {
            var fields = ByteBuffer.wrap(toBytes(codec.command())).order(ByteOrder.LITTLE_ENDIAN);
            KNOWN[place(fields.getLong(0), fields.getInt(8))] = new Known(fields.getLong(0), fields.getInt(8), Optional.of(codec.command()));
        }
    }

    private CommandField() {}

    private record Known(long head, int tail, Optional<Command> command) {}

    /// The command, if the bytes at `offset` are one.
    ///
    /// @param header little-endian
    static Optional<Command> parse(ByteBuffer header, int offset) {
        long head = header.getLong(offset);
        int tail = header.getInt(offset + 8);
        var known = KNOWN[place(head, tail)];
        return known != null && known.head == head && known.tail == tail ? known.command : spelledOut(header, offset);
    }

    static byte[] toBytes(Command command) {
        return Arrays.copyOf(command.name().getBytes(StandardCharsets.US_ASCII), LENGTH);
    }

    static void write(Command command, ByteBuf out) {
        var name = command.name();
        long head = 0;
        int tail = 0;
        for (int i = 0; i < name.length(); i++) {
            if (i < Long.BYTES) {
                head |= (long) name.charAt(i) << (8 * i);
            } else {
                tail |= name.charAt(i) << (8 * (i - Long.BYTES));
            }
        }
        out.writeLongLE(head).writeIntLE(tail);
    }

    private static Optional<Command> spelledOut(ByteBuffer header, int offset) {
        var name = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            int character = header.get(offset + i);
            boolean afterTheEnd = name.length() < i;
            if (character != 0 && (afterTheEnd || character < 0x20 || character > 0x7e)) return Optional.empty();
            if (character != 0) name.append((char) character);
        }
        return Optional.of(new Command(name.toString()));
    }

    private static int place(long head, int tail) {
        return (int) (((head ^ tail) * 0x9e37_79b9_7f4a_7c15L) >>> 56);
    }
}
