package bsv.p2p.app.frames;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.peer.Network;
import bsv.p2p.app.json.JsonText;
import bsv.p2p.app.json.MessageJson;
import bsv.p2p.codec.FrameBytes;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes frames of JSON, or payloads without a frame.
///
/// @param payloadOf the command whose payloads are made; empty for frames
public record EncodeLine(LineText text, Optional<Command> payloadOf) {
    /// What `p2p decode` prints beside what is needed.
    private static final Set<String> KNOWN = Set.of("command", "network", "fields", "payload_hex", "payload_size", "canonical");

    /// The frame or payload of one JSON object.
    ///
    /// @throws IllegalArgumentException saying what is wrong with it
    public String encode(BoundedLines.Line json) {
        var line = JsonText.parse(json.text().orElseThrow(() -> new IllegalArgumentException("expected at most " + BoundedLines.MAX_LINE + " characters on a line")));
        if (line.has("error")) throw new IllegalArgumentException("this line is an error of p2p decode: " + line.get("error").asString());
        for (var name : line.propertyNames()) {
            if (!KNOWN.contains(name)) throw new IllegalArgumentException("expected command, network and fields or payload_hex, found \"" + name + "\"");
        }
        return text.write(payloadOf.map(command -> payload(command, line)).orElseGet(() -> frame(line)));
    }

    private static Bytes frame(ObjectNode line) {
        var command = new Command(text(line, "command"));
        var magic = Network.parse(text(line, "network")).magic();
        boolean extended = line.get("fields") instanceof ObjectNode fields && ExtendedHeader.take(fields);
        var message = message(command, line);
        return extended ? FrameBytes.writeExtended(message, magic) : FrameBytes.write(message, magic);
    }

    /// The network does not matter, and the command is known.
    private static Bytes payload(Command command, ObjectNode line) {
        if (line.has("command") && !text(line, "command").equals(command.name())) {
            throw new IllegalArgumentException("command: expected \"%s\", found \"%s\"".formatted(command, text(line, "command")));
        }
        if (line.get("fields") instanceof ObjectNode fields) ExtendedHeader.take(fields);
        return FrameBytes.payload(message(command, line));
    }

    private static Message message(Command command, ObjectNode line) {
        if (line.has("payload_hex") == line.has("fields")) throw new IllegalArgumentException("expected either fields or payload_hex");
        if (line.has("payload_hex")) return new Unknown(command, hex(text(line, "payload_hex")));
        if (!(line.get("fields") instanceof ObjectNode fields)) throw new IllegalArgumentException("fields: expected an object");
        return MessageJson.message(command, fields);
    }

    private static Bytes hex(String text) {
        try {
            return Bytes.parseHex(text);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("payload_hex: expected bytes as hex");
        }
    }

    private static String text(ObjectNode line, String name) {
        JsonNode value = line.get(name);
        if (value == null || !value.isString()) throw new IllegalArgumentException(name + ": expected a text");
        return value.stringValue();
    }
}
