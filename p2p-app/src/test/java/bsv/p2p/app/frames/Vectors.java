package bsv.p2p.app.frames;

import bsv.p2p.api.message.Command;
import bsv.p2p.app.json.MessageJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The test vectors of the protocol, which the codec's tests bring along.
final class Vectors {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /// Files of valid vectors.
    static final List<String> VALID = List.of("addr", "auth", "block", "blocktxn", "captured", "cmpctblock", "createstrm", "datareftx", "dsdetected",
            "empty", "extmsg", "feefilter", "filter", "getblocks", "getdata", "gethdrsen", "getheaders", "hdrsen", "headers", "inv", "mempool",
            "merkleblock", "notfound", "ping_pong", "protoconf", "reject", "revokemid", "sendcmpct", "streamack", "tx", "tx_testdata", "unknown", "version");

    private Vectors() {}

    static List<String> files() {
        return VALID;
    }

    /// A frame and what it says.
    ///
    /// @param fields empty if the vector tells none
    record Vector(String name, String command, String network, ObjectNode fields, String frame, String payload, ObjectNode all) {
        /// Whether the message is one of those that are read, not kept as bytes.
        boolean isRead() {
            return MessageJson.commands().contains(new Command(command));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Vector> of(String file) {
        return raw(file).map(node -> new Vector(text(node, "name"), text(node, "command"), text(node, "network"),
                node.get("fields") instanceof ObjectNode fields ? fields : MAPPER.createObjectNode(), text(node, "frame_hex"), text(node, "payload_hex"), node));
    }

    static Stream<ObjectNode> raw(String file) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file + ".json")) {
            if (in == null) throw new IllegalStateException("there are no vectors " + file);
            return MAPPER.readTree(in).valueStream().map(ObjectNode.class::cast).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode parse(String json) {
        return (ObjectNode) MAPPER.readTree(json);
    }

    private static String text(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.get(name).asString() : "";
    }
}
