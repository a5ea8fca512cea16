package bsv.p2p.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.codec.Vectors.Vector;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Large messages, made anew after their recipe.
class RecipesTest {
    private static final PayloadLimits LARGE = PayloadLimits.DEFAULT.withMaxRecvPayloadLength(64 << 20).withStreamThreshold(64 << 20);

    @TestFactory
    Stream<DynamicTest> largeMessagesComeOutAsTheyWentIn() {
        return Vectors.in("recipes").stream().map(vector -> DynamicTest.dynamicTest(vector.name(), () -> {
            var payload = made(vector.command().name(), vector.node().get("recipe"));
            assertThat(sha256(payload)).as("the recipe was followed").isEqualTo(vector.text("payload_sha256"));
            var frame = vector.extended()
                    ? Frames.with(Frames.extendedHeader(vector.magic(), vector.command().name(), payload.length), payload)
                    : Frames.of(vector.magic(), vector.command(), payload);
            assertThat(sha256(frame)).isEqualTo(vector.text("frame_sha256"));

            var heard = Heard.in(frame, vector.magic(), LARGE, 1_000, 50_000, 1);
            assertThat(heard.faults()).isEmpty();
            var message = heard.messages().getFirst();
            assertThat(Arrays.equals(Frames.payloadOf(message), payload)).as("written again").isTrue();
            if (!vector.extended()) assertThat(sha256(Frames.written(message, vector.magic()))).isEqualTo(vector.text("frame_sha256"));
            assertThat(count(WireFields.of(message))).isEqualTo(expectedCount(vector));
        }));
    }

    private static int count(JsonNode fields) {
        return Stream.of("count", "locator_count", "tx_count", "output_count", "short_id_count").filter(fields::has).mapToInt(key -> fields.get(key).asInt()).findFirst().orElseThrow();
    }

    private static int expectedCount(Vector vector) {
        var recipe = vector.node().get("recipe");
        return Stream.of("count", "transactions", "outputs", "short_ids").filter(recipe::has).mapToInt(key -> recipe.get(key).asInt()).findFirst().orElseThrow();
    }

    private static byte[] made(String command, JsonNode recipe) {
        var out = new Out();
        var seed = recipe.get("seed").asString();
        switch (command) {
            case "inv", "notfound" -> {
                int count = recipe.get("count").asInt();
                out.count(count);
                for (int i = 0; i < count; i++) out.u32(1).bytes(h(seed, i));
            }
            case "getheaders" -> {
                int count = recipe.get("count").asInt();
                out.u32(70_016).count(count);
                for (int i = 0; i < count; i++) out.bytes(h(seed, i));
                out.bytes(new byte[32]);
            }
            case "headers" -> headers(seed, recipe.get("count").asInt(), out);
            case "tx" -> transaction(seed, recipe.get("inputs").asInt(), recipe.get("outputs").asInt(), recipe.get("script_length").asInt(), out);
            case "block" -> {
                out.u32(4).bytes(h(seed, 0)).bytes(h(seed, 1)).u32(1_600_000_000).u32(0x207fffff).u32(5);
                int count = recipe.get("transactions").asInt();
                out.count(count);
                for (int i = 0; i < count; i++) transaction(seed + "t" + i, 1, 2, 25, out);
            }
            case "getblocktxn" -> {
                int count = recipe.get("count").asInt();
                out.bytes(h(seed, 0)).count(count).bytes(new byte[count]);
            }
            case "cmpctblock" -> {
                int count = recipe.get("short_ids").asInt();
                out.u32(4).bytes(h(seed, 0)).bytes(h(seed, 1)).u32(1_600_000_000).u32(0x207fffff).u32(5).u32(1).u32(0).count(count);
                for (int i = 0; i < count; i++) out.bytes(Arrays.copyOf(h(seed, i + 2), 6));
                out.count(1).count(0);
                transaction(seed, 1, 1, 25, out);
            }
            default -> throw new AssertionError("no recipe for " + command);
        }
        return out.toByteArray();
    }

    private static void headers(String seed, int count, Out out) {
        out.count(count);
        var previous = new byte[32];
        for (int i = 0; i < count; i++) {
            var header = new Out().u32(0x20000000).bytes(previous).bytes(h(seed, i)).u32(1_500_000_000 + 600 * i).u32(0x1d00ffff).u32(i).toByteArray();
            previous = Bytes.wrap(header).doubleSha256().toArray();
            out.bytes(header).count(0);
        }
    }

    private static void transaction(String seed, int inputs, int outputs, int scriptLength, Out out) {
        out.u32(1).count(inputs);
        for (int i = 0; i < inputs; i++) out.bytes(h(seed, i)).u32(i).count(0).u32(0xffff_ffff);
        out.count(outputs);
        var script = repeated(h(seed + "s", 0), scriptLength);
        for (int i = 0; i < outputs; i++) out.u32(i).u32(0).count(scriptLength).bytes(script);
        out.u32(0);
    }

    private static byte[] repeated(byte[] pattern, int length) {
        var all = new byte[length];
        for (int at = 0; at < length; at += pattern.length) System.arraycopy(pattern, 0, all, at, Math.min(pattern.length, length - at));
        return all;
    }

    /// SHA-256 of seed, colon and number, as the recipes have it.
    private static byte[] h(String seed, int i) {
        return digest((seed + ":" + i).getBytes(StandardCharsets.US_ASCII));
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest(bytes));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// Bytes in wire order, written without the code under test.
    private static final class Out extends ByteArrayOutputStream {
        Out u32(int value) {
            return bytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
        }

        Out count(int value) {
            if (value < 0xfd) return bytes(new byte[] {(byte) value});
            if (value <= 0xffff) return bytes(ByteBuffer.allocate(3).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0xfd).putShort((short) value).array());
            return bytes(ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0xfe).putInt(value).array());
        }

        Out bytes(byte[] bytes) {
            writeBytes(bytes);
            return this;
        }
    }
}
