package bsv.p2p.codec;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/// The twelve bytes of a header that name a message: characters from space to tilde, then zeros only.
///
/// @param head the first eight, first byte lowest
/// @param tail the other four, first byte lowest
record CommandField(long head, int tail) {
    static final int LENGTH = Command.MAX_LENGTH;

    static CommandField of(Command command) {
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
        return new CommandField(head, tail);
    }

    void write(ByteBuf out) {
        out.writeLongLE(head).writeIntLE(tail);
    }

    /// The command, if the bytes are one.
    Optional<Command> command() {
        var name = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            int character = at(i);
            boolean afterTheEnd = name.length() < i;
            if (character != 0 && (afterTheEnd || character < 0x20 || character > 0x7e)) return Optional.empty();
            if (character != 0) name.append((char) character);
        }
        return Optional.of(new Command(name.toString()));
    }

    Bytes bytes() {
        var bytes = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) bytes[i] = (byte) at(i);
        return Bytes.wrap(bytes);
    }

    private int at(int index) {
        return (int) (index < Long.BYTES ? head >>> (8 * index) : tail >>> (8 * (index - Long.BYTES))) & 0xff;
    }
}
