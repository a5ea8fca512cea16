package bsv.p2p.app.frames;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.app.json.JsonText;
import bsv.p2p.app.json.MessageJson;
import bsv.p2p.codec.FrameBytes;
import bsv.p2p.codec.FrameHeader;
import java.util.HexFormat;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Makes JSON of frames.
public final class DecodeLine {
    private static final int MAGIC_LENGTH = 4;
    /// What comes on one line is in memory anyhow.
    private static final PayloadLimits LIMITS = PayloadLimits.DEFAULT.withStreamThreshold(1L << 30);

    private DecodeLine() {}

    /// What became of a line.
    ///
    /// @param json one object on one line, of the frame or of what is wrong with it
    public record Decoded(boolean ok, String json) {}

    /// Reads a line: a frame of any known network, in hex.
    ///
    /// @param full whether a block shows its transactions
    public static Decoded decode(BoundedLines.Line line, boolean full) {
        if (line.text().isEmpty()) {
            return failed(new DecodeError(DecodeError.Kind.OVERSIZE, "expected at most " + BoundedLines.MAX_LINE + " characters on a line"));
        }
        var hex = line.text().get().strip();
        try {
            return decode(Bytes.parseHex(hex), full);
        } catch (IllegalArgumentException _) {
            return failed(new DecodeError(DecodeError.Kind.MALFORMED, noHex(hex)));
        }
    }

    private static Decoded decode(Bytes frame, boolean full) {
        if (frame.length() < MAGIC_LENGTH) return truncated(frame.length());
        var magic = Magic.parse(frame.slice(0, MAGIC_LENGTH).toHex());
        var network = Network.byMagic(magic);
        if (network.isEmpty()) return failed(new DecodeError(DecodeError.Kind.BAD_MAGIC, "expected %s, found %s".formatted(knownMagics(), magic)));
        return switch (FrameBytes.read(frame, magic, LIMITS)) {
            case FrameBytes.CutOff _ -> truncated(frame.length());
            case FrameBytes.Faulty(LinkFault.BadExtendedHeader(var what)) when !isCommand(frame.slice(MAGIC_LENGTH, Command.MAX_LENGTH)) ->
                    failed(new DecodeError(DecodeError.Kind.BAD_COMMAND, what));
            case FrameBytes.Faulty(var fault) -> failed(DecodeError.of(fault));
            case FrameBytes.Whole whole when whole.trailing() > 0 -> failed(new DecodeError(DecodeError.Kind.MALFORMED,
                    "%d bytes follow the frame, expected one frame on each line".formatted(whole.trailing())));
            case FrameBytes.Whole whole -> new Decoded(true, JsonText.line(json(whole, network.get(), full)));
        };
    }

    /// Whether these are characters that a command may have, and then only zeros.
    private static boolean isCommand(Bytes field) {
        return field.toLatin1().matches("[ -~]*\0*");
    }

    private static String noHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) return "expected hex digits, found \"%s\" as character %d".formatted(text.charAt(i), i + 1);
        }
        return "expected two hex digits for each byte, found an odd number of them: " + text.length();
    }

    private static ObjectNode json(FrameBytes.Whole frame, Network network, boolean full) {
        var header = frame.header();
        var fields = full ? MessageJson.allFields(frame.message()) : MessageJson.fields(frame.message());
        if (header.extended()) ExtendedHeader.put(header.command(), header.length(), fields);
        var line = JsonText.object().put("command", header.command().name()).put("network", network.name())
                .put("payload_size", header.length()).put("canonical", frame.canonical());
        line.set("fields", fields);
        return line;
    }

    private static Decoded truncated(int length) {
        return failed(new DecodeError(DecodeError.Kind.TRUNCATED, length < FrameHeader.BASIC_LENGTH
                ? "expected a header of %d bytes, found %d bytes".formatted(FrameHeader.BASIC_LENGTH, length)
                : "the frame ends after %d bytes, before its header or its payload is complete".formatted(length)));
    }

    private static Decoded failed(DecodeError error) {
        return new Decoded(false, JsonText.line(JsonText.object().put("error", error.kind().name()).put("detail", error.detail())));
    }

    private static String knownMagics() {
        return Network.KNOWN.stream().map(network -> network.magic() + " (" + network.name() + ")").collect(Collectors.joining(", "));
    }
}
