package bsv.p2p.api.spi;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.peer.Magic;

/// What can be wrong with a frame. Order of the checks: magic, command, length, checksum, payload.
public sealed interface LinkFault {
    /// The frame begins with other bytes than this network's.
    record WrongMagic(Magic expected, Magic received) implements LinkFault {}

    /// The header claims more than the command may have; no payload byte was taken.
    record Oversize(Command command, long length, long limit) implements LinkFault {}

    /// An extended header whose outer fields are not as they must be.
    record BadExtendedHeader(String what) implements LinkFault {}

    /// The command has characters that none has. Its payload was skipped.
    record BadCommand(Bytes command) implements LinkFault {}

    /// The payload does not have the checksum of its header. It was dropped.
    record BadChecksum(Command command, int expected, int computed) implements LinkFault {}

    /// The payload cannot be read. It was dropped.
    ///
    /// @param detail field, offset, expected and found
    /// @param sizeTooLarge whether a count or length above 2^32 - 1 was the fault, which costs a point
    record Malformed(Command command, String detail, boolean sizeTooLarge) implements LinkFault {}

    /// A payload too large to be held arrived whole, was checked and dropped, as nobody took it.
    record Discarded(Command command, long length, boolean checksumOk) implements LinkFault {}

    /// Whether the place in the stream is lost, so that nothing more can be read.
    default boolean endsStream() {
        return switch (this) {
            case WrongMagic _, Oversize _, BadExtendedHeader _ -> true;
            case BadCommand _, BadChecksum _, Malformed _, Discarded _ -> false;
        };
    }

    /// One line for people; may contain text from the peer.
    default String describe() {
        return switch (this) {
            case WrongMagic(Magic expected, Magic received) -> "expected magic " + expected + ", received " + received;
            case Oversize(Command command, long length, long limit) ->
                    "%s payload of %s bytes, the limit is %s".formatted(command, Long.toUnsignedString(length), Long.toUnsignedString(limit));
            case BadExtendedHeader(String what) -> "malformed extended header: " + what;
            case BadCommand(Bytes command) -> "malformed command " + command.toHex();
            case BadChecksum(Command command, int expected, int computed) -> "%s checksum is %08x, computed %08x".formatted(command, expected, computed);
            case Malformed(Command command, String detail, _) -> "malformed " + command + ": " + detail;
            case Discarded(Command command, long length, boolean ok) -> "%s payload of %d bytes discarded, checksum %s".formatted(command, length, ok ? "right" : "wrong");
        };
    }
}
