package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.codec.Vectors.Vector;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Every well-formed vector: frame → message → fields → payload → frame.
class ValidVectorsTest {
    /// Forms of peers older than any that is accepted: read by nodes, refused here.
    private static final Set<String> REFUSED = Set.of("ping_without_nonce", "pong_without_nonce");

    /// They tell how a vector was made. ChainVectorsTest makes use of them.
    private static final Set<String> NOT_ON_THE_WIRE = Set.of("challenge_hex", "signed_digest_hex", "block_txids", "items_hex", "absent_item_hex", "elements", "false_positive_rate");

    @TestFactory
    Stream<DynamicTest> messagesWithACodecSayWhatTheVectorSays() {
        return Vectors.valid().filter(Vectors::isDecoded).filter(vector -> !REFUSED.contains(vector.name()))
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> checkFieldsAndBytes(vector)));
    }

    @TestFactory
    Stream<DynamicTest> messagesWithoutACodecKeepTheirBytes() {
        return Vectors.valid().filter(vector -> !Vectors.isDecoded(vector)).map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
            var message = onlyMessage(vector);
            assertThat(message).isEqualTo(new Unknown(vector.command(), Bytes.wrap(vector.payload())));
            assertBytes(vector, message);
        }));
    }

    @TestFactory
    Stream<DynamicTest> formsOlderThanAnyAcceptedPeerAreRefused() {
        return Vectors.valid().filter(vector -> REFUSED.contains(vector.name())).map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
            var heard = Heard.in(vector.frame(), vector.magic());
            assertThat(heard.all).hasSize(1).first().isInstanceOf(LinkFault.Malformed.class);
        }));
    }

    /// The tests run through whole files: what is in a file is tested.
    @Test
    void noVectorIsMissing() {
        var manifest = Vectors.manifest();
        assertThat(manifest.get("files").propertyNames()).containsExactlyInAnyOrderElementsOf(
                Stream.concat(Vectors.VALID_FILES.stream(), Stream.of("invalid", "lenient", "mutated", "streams", "recipes")).toList());
        int total = 0;
        for (var file : manifest.get("files").properties()) {
            var counts = Vectors.in(file.getKey()).stream().map(vector -> vector.text("command")).collect(Collectors.groupingBy(command -> command.isEmpty() ? "-" : command, Collectors.summingInt(_ -> 1)));
            assertThat(Vectors.JSON.<JsonNode>valueToTree(counts)).as(file.getKey()).isEqualTo(file.getValue().get("by_command"));
            assertThat(Vectors.in(file.getKey())).as(file.getKey()).hasSize(file.getValue().get("total").asInt());
            total += file.getValue().get("total").asInt();
        }
        assertThat(manifest.get("total").asInt()).isEqualTo(total).isEqualTo(1290);
    }

    /// Commands of valid vectors without a codec are those that nodes do not know either.
    @Test
    void onlyCommandsThatNobodyKnowsHaveNoCodec() {
        var unread = Vectors.valid().filter(vector -> !Vectors.isDecoded(vector)).toList();
        assertThat(unread).isEqualTo(Vectors.in("unknown")).hasSize(12);
    }

    private static void checkFieldsAndBytes(Vector vector) throws Exception {
        var message = onlyMessage(vector);
        assertThat(message.getClass()).isEqualTo(MessageCodecs.ALL.stream().filter(codec -> codec.command().equals(vector.command())).findFirst().orElseThrow().type());
        var expected = (ObjectNode) vector.fields();
        var actual = WireFields.of(message);
        if (message instanceof Block block) addDerived(vector, block, expected, actual);
        if (vector.name().equals("inv_extmsg_many")) actual.remove("inventory"); // it tells the count alone
        expected.remove(NOT_ON_THE_WIRE);
        expected.remove("ext_header"); // FrameHeaderTest looks at it
        // Through text: the tree tells an int from a long of the same value.
        assertThat(Vectors.JSON.readTree(WireFields.abbreviatedLike(expected, actual).toString())).isEqualTo(expected);
        assertBytes(vector, message);
    }

    /// What vectors of blocks say beyond the bytes.
    private static void addDerived(Vector vector, Block block, ObjectNode expected, ObjectNode actual) throws Exception {
        var txids = block.transactions().stream().map(Transaction::txid).toList();
        if (expected.has("computed_merkle_root")) actual.put("computed_merkle_root", block.merkleRoot().toString());
        if (expected.has("size")) actual.put("size", vector.payload().length);
        if (expected.has("txid_list_sha256")) {
            var list = Frames.with(txids.stream().map(Hash256::toArray).toArray(byte[][]::new));
            actual.put("txid_list_sha256", HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(list)));
            actual.remove("txids");
        }
    }

    private static void assertBytes(Vector vector, Message message) {
        assertThat(Frames.payloadOf(message)).isEqualTo(vector.payload());
        if (!vector.extended()) assertThat(Frames.written(message, vector.magic())).isEqualTo(vector.frame());
    }

    private static Message onlyMessage(Vector vector) {
        var frame = vector.frame();
        var heard = Heard.in(frame, vector.magic());
        assertThat(heard.all).singleElement().isInstanceOf(Heard.Framed.class);
        var framed = (Heard.Framed) heard.all.getFirst();
        assertThat(framed.frameBytes()).isEqualTo(frame.length);
        assertThat(framed.message().command()).isEqualTo(vector.command());
        return framed.message();
    }
}
