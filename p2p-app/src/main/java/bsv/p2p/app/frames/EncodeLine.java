package bsv.p2p.app.frames;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.peer.Network;
import bsv.p2p.app.json.JsonText;
import bsv.p2p.app.json.MessageJson;
import bsv.p2p.codec.FrameBytes;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes frames of JSON.
public final class EncodeLine {
    /// What `p2p decode` prints beside what is needed.
    private static final Set<String> KNOWN = Set.of("command", "network", "fields", "payload_hex", "payload_size", "canonical");

    private EncodeLine() {}

    /// The frame of one JSON object, as hex.
    ///
    /// @throws IllegalArgumentException saying what is wrong with it
    public static String encode(BoundedLines.Line json) {
        var text = json.text().orElseThrow(() -> new IllegalArgumentException("expected at most " + BoundedLines.MAX_LINE + " characters on a line"));
        var line = JsonText.parse(text);
        if (line.has("error")) throw new IllegalArgumentException("this line is an error of p2p decode: " + line.get("error").asString());
        for (var name : line.propertyNames()) {
            if (!KNOWN.contains(name)) throw new IllegalArgumentException("expected command, network and fields or payload_hex, found \"" + name + "\"");
        }
        var command = new Command(text(line, "command"));
        var magic = Network.parse(text(line, "network")).magic();
        if (line.has("payload_hex") == line.has("fields")) throw new IllegalArgumentException("expected either fields or payload_hex");
        if (line.has("payload_hex")) return FrameBytes.write(new Unknown(command, hex(text(line, "payload_hex"))), magic).toHex();
        if (!(line.get("fields") instanceof ObjectNode fields)) throw new IllegalArgumentException("fields: expected an object");
        boolean extended = ExtendedHeader.take(fields);
        Message message = MessageJson.message(command, fields);
        return (extended ? FrameBytes.writeExtended(message, magic) : FrameBytes.write(message, magic)).toHex();
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
