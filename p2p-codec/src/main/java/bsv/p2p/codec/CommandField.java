package bsv.p2p.codec;

import bsv.p2p.api.message.Command;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The twelve bytes of a header that name a message: characters from space to tilde, then zeros only.
final class CommandField {
    static final int LENGTH = Command.MAX_LENGTH;

    private CommandField() {}

    /// The command, if the bytes at `offset` are one.
    static Optional<Command> parse(byte[] bytes, int offset) {
        int length = 0;
        while (length < LENGTH && bytes[offset + length] != 0) {
            if (bytes[offset + length] < 0x20 || bytes[offset + length] > 0x7e) return Optional.empty();
            length++;
        }
        for (int i = length; i < LENGTH; i++) if (bytes[offset + i] != 0) return Optional.empty();
        return Optional.of(new Command(new String(bytes, offset, length, StandardCharsets.US_ASCII)));
    }

    static byte[] toBytes(Command command) {
        return Arrays.copyOf(command.name().getBytes(StandardCharsets.US_ASCII), LENGTH);
    }
}
