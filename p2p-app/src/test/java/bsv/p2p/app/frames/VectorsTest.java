package bsv.p2p.app.frames;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.Command;
import bsv.p2p.app.frames.Vectors.Vector;
import bsv.p2p.app.json.MessageJson;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Decode and encode against frames that another program made.
class VectorsTest {
    /// They tell how a vector was made and are not on the wire.
    private static final Set<String> NOT_ON_THE_WIRE = Set.of("challenge_hex", "signed_digest_hex", "block_txids", "items_hex", "absent_item_hex",
            "elements", "false_positive_rate", "alert");
    /// Only programs older than any that this one talks to send them.
    private static final Set<String> REFUSED = Set.of("ping_without_nonce", "pong_without_nonce");
    /// A node reads them; this program is stricter there.
    private static final Set<String> MALFORMED_HEADERS = Set.of("ext_ping_checksum_not_zero", "ext_ping_outer_command_suffix", "ext_ping_outer_length_zero");

    private static final DecodeLine DECODE = new DecodeLine(false, LineText.ANY, Optional.empty());
    private static final DecodeLine FULL = new DecodeLine(true, LineText.ANY, Optional.empty());
    private static final EncodeLine ENCODE = new EncodeLine(LineText.ANY, Optional.empty());

    @Test
    void everyMessageThatIsReadHasVectors() {
        var read = Vectors.VALID.stream().flatMap(Vectors::of).filter(Vector::isRead).toList();

        assertThat(read.stream().map(Vector::command).collect(Collectors.toSet())).hasSameSizeAs(MessageJson.commands());
        // All but the two forms of old programs and what nobody reads.
        assertThat(read).hasSize(Vectors.VALID.stream().mapToInt(file -> (int) Vectors.of(file).count()).sum() - (int) Vectors.of("unknown").count());
    }

    @ParameterizedTest
    @MethodSource("bsv.p2p.app.frames.Vectors#files")
    void decodingGivesTheFieldsOfTheVector(String file) {
        vectors(file).filter(Vector::isRead).forEach(vector -> {
            var line = decoded(vector.frame());

            assertThat(line.propertyNames()).as(vector.name()).containsExactly("command", "network", "payload_size", "canonical", "fields");
            assertThat(line.get("command").stringValue()).isEqualTo(vector.command());
            assertThat(line.get("network").stringValue()).isEqualTo(vector.network());
            assertThat(line.get("payload_size").longValue()).isEqualTo(vector.payload().length() / 2);
            assertThat(line.get("canonical").booleanValue()).as(vector.name()).isTrue();
            compare(vector.fields(), line.get("fields"), vector.name());
        });
    }

    @ParameterizedTest
    @MethodSource("bsv.p2p.app.frames.Vectors#files")
    void encodingWhatWasDecodedGivesTheFrameAgain(String file) {
        vectors(file).forEach(vector -> {
            var decoded = FULL.decode(line(vector.frame()));

            assertThat(decoded.ok()).as(vector.name()).isTrue();
            assertThat(ENCODE.encode(line(decoded.json()))).as(vector.name()).isEqualTo(vector.frame());
        });
    }

    @ParameterizedTest
    @MethodSource("bsv.p2p.app.frames.Vectors#files")
    void encodingTheFieldsOfAVectorGivesItsFrame(String file) {
        vectors(file).filter(Vector::isRead).forEach(vector -> {
            // Not all is in these fields: transactions, or the nonce of a compact block's header.
            if (Set.of("block", "blocktxn", "cmpctblock").contains(vector.command()) || vector.name().equals("inv_extmsg_many") || isAbbreviated(vector.fields())) return;

            var line = line(vector, "fields", vector.fields().deepCopy().remove(NOT_ON_THE_WIRE));

            assertThat(ENCODE.encode(line)).as(vector.name()).isEqualTo(vector.frame());
        });
    }

    @ParameterizedTest
    @MethodSource("bsv.p2p.app.frames.Vectors#files")
    void encodingThePayloadOfAVectorGivesItsFrame(String file) {
        vectors(file).filter(vector -> !vector.all().get("extended").booleanValue()).forEach(vector -> {
            var line = line(vector, "payload_hex", vector.all().get("payload_hex"));

            assertThat(ENCODE.encode(line)).as(vector.name()).isEqualTo(vector.frame());
        });
    }

    @ParameterizedTest
    @MethodSource("bsv.p2p.app.frames.Vectors#files")
    void payloadsAreReadAndWrittenWithoutAFrameToo(String file) {
        vectors(file).forEach(vector -> {
            var command = Optional.of(new Command(vector.command()));
            var ofFrame = FULL.decode(line(vector.frame()));
            var ofPayload = new DecodeLine(true, LineText.ANY, command).decode(line(vector.payload()));

            assertThat(ofPayload.ok()).as(vector.name()).isTrue();
            var expected = Vectors.parse(ofFrame.json());
            expected.remove("network");
            ((ObjectNode) expected.get("fields")).remove("ext_header");
            assertThat(Vectors.parse(ofPayload.json())).isEqualTo(expected);
            assertThat(new EncodeLine(LineText.ANY, command).encode(line(ofPayload.json()))).isEqualTo(vector.payload());
        });
    }

    @ParameterizedTest
    @MethodSource("bsv.p2p.app.frames.Vectors#files")
    void framesInBase64AreReadAndWritten(String file) {
        vectors(file).forEach(vector -> {
            var frame = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(vector.frame()));
            var decoded = FULL.decode(line(frame));

            assertThat(decoded).as(vector.name()).isEqualTo(FULL.decode(line(vector.frame())));
            assertThat(new DecodeLine(true, LineText.BASE64, Optional.empty()).decode(line(frame))).isEqualTo(decoded);
            assertThat(new EncodeLine(LineText.BASE64, Optional.empty()).encode(line(decoded.json()))).isEqualTo(frame);
        });
    }

    @Test
    void aWholeHistoricBlockIsReadAndWritten() {
        var vector = Vectors.raw("real_block").findFirst().orElseThrow();
        var payload = HexFormat.of().formatHex(Base64.getDecoder().decode(vector.get("payload_base64").stringValue()));
        var frame = ENCODE.encode(line("{\"command\":\"block\",\"network\":\"mainnet\",\"payload_hex\":\"" + payload + "\"}"));
        var expected = ((ObjectNode) vector.get("fields")).deepCopy();
        var decoded = decoded(frame);

        assertThat(decoded.get("payload_size").asString()).isEqualTo(expected.remove("size").asString());
        expected.remove("txid_list_sha256");
        compare(expected, decoded.get("fields"), "fields");
        assertThat(decoded.get("fields").get("computed_merkle_root")).isEqualTo(expected.get("merkle_root"));
        assertThat(decoded.get("fields").get("txids").size()).isEqualTo(1557);
        assertThat(ENCODE.encode(line(FULL.decode(line(frame)).json()))).isEqualTo(frame);
    }

    @Test
    void whatNodesReadAlthoughItIsOddIsReadAndItsOddityIsTold() {
        // Later fields of protoconf are kept, so they are written again.
        Predicate<String> odd = name -> name.startsWith("payload_on_") || (name.startsWith("trailing_bytes") && !name.contains("protoconf"));

        Vectors.of("lenient").filter(Vector::isRead).filter(vector -> !MALFORMED_HEADERS.contains(vector.name())).forEach(vector -> {
            var line = decoded(vector.frame());

            assertThat(line.get("canonical").booleanValue()).as(vector.name()).isEqualTo(!odd.test(vector.name()));
            compare(vector.fields(), line.get("fields"), vector.name());
        });
    }

    /// Every field of `expected` is in `actual`; lists may be abbreviated to their first and last three.
    private static void compare(JsonNode expected, JsonNode actual, String path) {
        if (actual.isArray() && expected.path("abbreviated").asBoolean(false)) {
            var first = expected.get("first");
            var last = expected.get("last");
            for (int i = 0; i < first.size(); i++) compare(first.get(i), actual.get(i), path + "[" + i + "]");
            for (int i = 0; i < last.size(); i++) compare(last.get(i), actual.get(actual.size() - last.size() + i), path + "[last - " + i + "]");
        } else if (expected instanceof ObjectNode object) {
            for (var field : object.properties()) {
                if (NOT_ON_THE_WIRE.contains(field.getKey()) || field.getKey().equals("abbreviated")) continue;
                assertThat(actual.has(field.getKey())).as("%s.%s is there", path, field.getKey()).isTrue();
                compare(field.getValue(), actual.get(field.getKey()), path + "." + field.getKey());
            }
        } else if (expected.isArray()) {
            assertThat(actual.size()).as("size of %s", path).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) compare(expected.get(i), actual.get(i), path + "[" + i + "]");
        } else {
            assertThat(actual).as(path).hasToString(expected.toString());
        }
    }

    private static boolean isAbbreviated(JsonNode fields) {
        return fields.toString().contains("\"abbreviated\":true");
    }

    private static ObjectNode decoded(String frame) {
        var decoded = DECODE.decode(line(frame));
        assertThat(decoded.ok()).as(decoded.json()).isTrue();
        return Vectors.parse(decoded.json());
    }

    private static Stream<Vector> vectors(String file) {
        return Vectors.of(file).filter(vector -> !REFUSED.contains(vector.name()));
    }

    private static BoundedLines.Line line(Vector vector, String name, JsonNode value) {
        var line = Vectors.parse("{}").put("command", vector.command()).put("network", vector.network());
        line.set(name, value);
        return line(line.toString());
    }

    private static BoundedLines.Line line(String text) {
        return new BoundedLines.Line(1, Optional.of(text));
    }
}
