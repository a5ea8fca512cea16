package bsv.p2p.codec;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.peer.Magic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The test vectors under `src/test/resources/vectors`; its README tells what they are.
final class Vectors {
    static final JsonMapper JSON = new JsonMapper();

    /// Files whose every vector is well formed.
    static final List<String> VALID_FILES = List.of("addr", "auth", "block", "blocktxn", "captured", "cmpctblock", "createstrm", "datareftx", "dsdetected", "empty",
            "extmsg", "feefilter", "filter", "getblocks", "getdata", "gethdrsen", "getheaders", "hdrsen", "headers", "inv", "mempool", "merkleblock", "notfound",
            "ping_pong", "protoconf", "real_block", "reject", "revokemid", "sendcmpct", "streamack", "tx", "tx_testdata", "unknown", "version");

    private Vectors() {}

    /// One entry of a file.
    record Vector(JsonNode node) {
        String name() {
            return node.get("name").asString();
        }

        Command command() {
            return new Command(node.get("command").asString());
        }

        Magic magic() {
            return Magic.parse(node.get("magic").asString());
        }

        boolean extended() {
            return node.path("extended").asBoolean(false);
        }

        byte[] payload() {
            return node.has("payload_base64") ? Base64.getDecoder().decode(node.get("payload_base64").asString()) : hex("payload_hex");
        }

        byte[] frame() {
            return node.has("payload_base64") ? Frames.of(magic(), command(), payload()) : hex("frame_hex");
        }

        JsonNode fields() {
            return node.get("fields");
        }

        String text(String key) {
            return node.path(key).asString("");
        }

        byte[] hex(String key) {
            return HexFormat.of().parseHex(node.get(key).asString());
        }

        @Override
        public String toString() {
            return name();
        }
    }

    static List<Vector> in(String file) {
        try (InputStream bytes = Vectors.class.getResourceAsStream("/vectors/" + file + ".json")) {
            return StreamSupport.stream(JSON.readTree(bytes).spliterator(), false).map(Vector::new).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// How many vectors there are, by file and command.
    static JsonNode manifest() {
        try (InputStream bytes = Vectors.class.getResourceAsStream("/vectors/manifest.json")) {
            return JSON.readTree(bytes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Stream<Vector> valid() {
        return VALID_FILES.stream().flatMap(file -> in(file).stream());
    }

    /// Whether the message of a vector has a codec here.
    static boolean isDecoded(Vector vector) {
        return MessageCodecs.ALL.stream().anyMatch(codec -> codec.command().name().equals(vector.node().get("command").asString()));
    }
}
