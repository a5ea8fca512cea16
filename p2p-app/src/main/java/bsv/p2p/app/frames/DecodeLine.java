package bsv.p2p.app.frames;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.app.json.JsonText;
import bsv.p2p.app.json.MessageJson;
import bsv.p2p.codec.FrameBytes;
import bsv.p2p.codec.FrameHeader;
import bsv.p2p.codec.MalformedMessage;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Makes JSON of frames, or of payloads that come without a frame.
///
/// @param full whether a block shows its transactions
/// @param payloadOf the command whose payloads the lines are; empty if they are frames
public record DecodeLine(boolean full, LineText text, Optional<Command> payloadOf) {
    private static final int MAGIC_LENGTH = 4;
    /// What comes on one line is in memory anyhow.
    private static final PayloadLimits LIMITS = PayloadLimits.DEFAULT.withStreamThreshold(1L << 30);

    /// What became of a line.
    ///
    /// @param json one object on one line, of the message or of what is wrong with it
    public record Decoded(boolean ok, String json) {}

    /// Reads a line: a frame of any known network, or a payload.
    public Decoded decode(BoundedLines.Line line) {
        if (line.text().isEmpty()) {
            return failed(new DecodeError(DecodeError.Kind.OVERSIZE, "expected at most " + BoundedLines.MAX_LINE + " characters on a line"));
        }
        var written = line.text().get().strip();
        Bytes bytes;
        try {
            bytes = text.read(written);
        } catch (IllegalArgumentException wrong) {
            return failed(new DecodeError(DecodeError.Kind.MALFORMED, String.valueOf(wrong.getMessage())));
        }
        if (payloadOf.isPresent()) return decodePayload(payloadOf.get(), bytes);
        // Many a mistyped line of hex is base64 too, but not of a frame.
        var notHex = text == LineText.ANY && network(bytes).isEmpty() ? LineText.notHex(written) : Optional.<String>empty();
        return notHex.map(why -> failed(new DecodeError(DecodeError.Kind.MALFORMED, why))).orElseGet(() -> decodeFrame(bytes, JsonText.object()));
    }

    private Decoded decodePayload(Command command, Bytes payload) {
        try {
            var message = FrameBytes.readPayload(command, payload);
            var line = JsonText.object().put("command", command.name()).put("payload_size", payload.length())
                    .put("canonical", FrameBytes.payload(message).equals(payload));
            line.set("fields", fields(message));
            return new Decoded(true, JsonText.line(line));
        } catch (MalformedMessage malformed) {
            return failed(new DecodeError(DecodeError.Kind.MALFORMED, "malformed %s: %s".formatted(command, malformed.detail())));
        }
    }

    /// Reads a frame.
    ///
    /// @param line what comes first in the JSON
    Decoded decodeFrame(Bytes frame, ObjectNode line) {
        if (frame.length() < MAGIC_LENGTH) return truncated(frame.length(), line);
        var magic = magic(frame);
        var network = network(frame);
        if (network.isEmpty()) return failed(new DecodeError(DecodeError.Kind.BAD_MAGIC, "expected %s, found %s".formatted(knownMagics(), magic)), line);
        return switch (FrameBytes.read(frame, magic, LIMITS)) {
            case FrameBytes.CutOff _ -> truncated(frame.length(), line);
            case FrameBytes.Faulty(LinkFault.BadExtendedHeader(var what)) when !isCommand(frame.slice(MAGIC_LENGTH, Command.MAX_LENGTH)) ->
                    failed(new DecodeError(DecodeError.Kind.BAD_COMMAND, what), line);
            case FrameBytes.Faulty(var fault) -> failed(DecodeError.of(fault), line);
            case FrameBytes.Whole whole when whole.trailing() > 0 -> failed(new DecodeError(DecodeError.Kind.MALFORMED,
                    "%d bytes follow the frame, expected one frame on each line".formatted(whole.trailing())), line);
            case FrameBytes.Whole whole -> new Decoded(true, JsonText.line(json(whole, network.get(), line)));
        };
    }

    private static Magic magic(Bytes frame) {
        return Magic.parse(frame.slice(0, MAGIC_LENGTH).toHex());
    }

    static Optional<Network> network(Bytes frame) {
        return frame.length() < MAGIC_LENGTH ? Optional.empty() : Network.byMagic(magic(frame));
    }

    /// Whether these are characters that a command may have, and then only zeros.
    private static boolean isCommand(Bytes field) {
        return field.toLatin1().matches("[ -~]*\0*");
    }

    private ObjectNode json(FrameBytes.Whole frame, Network network, ObjectNode line) {
        var header = frame.header();
        var fields = fields(frame.message());
        if (header.extended()) ExtendedHeader.put(header.command(), header.length(), fields);
        line.put("command", header.command().name()).put("network", network.name())
                .put("payload_size", header.length()).put("canonical", frame.canonical());
        line.set("fields", fields);
        return line;
    }

    private ObjectNode fields(Message message) {
        return full ? MessageJson.allFields(message) : MessageJson.fields(message);
    }

    static Decoded truncated(int length, ObjectNode line) {
        return failed(new DecodeError(DecodeError.Kind.TRUNCATED, length < FrameHeader.BASIC_LENGTH
                ? "expected a header of %d bytes, found %d bytes".formatted(FrameHeader.BASIC_LENGTH, length)
                : "the frame ends after %d bytes, before its header or its payload is complete".formatted(length)), line);
    }

    private static Decoded failed(DecodeError error) {
        return failed(error, JsonText.object());
    }

    static Decoded failed(DecodeError error, ObjectNode line) {
        return new Decoded(false, JsonText.line(line.put("error", error.kind().name()).put("detail", error.detail())));
    }

    private static String knownMagics() {
        return Network.KNOWN.stream().map(network -> network.magic() + " (" + network.name() + ")").collect(Collectors.joining(", "));
    }
}
