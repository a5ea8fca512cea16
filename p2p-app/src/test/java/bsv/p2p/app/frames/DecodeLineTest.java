package bsv.p2p.app.frames;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.app.frames.DecodeError.Kind;
import bsv.p2p.app.frames.Vectors.Vector;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodeLineTest {
    private static final String PING = "dab5bffa70696e670000000000000000080000008c820c800700000000000000";

    @ParameterizedTest
    @CsvSource({
        "'', TRUNCATED, found 0 bytes", "da, TRUNCATED, found 1 bytes", "dab5bf, TRUNCATED, header of 24 bytes",
        "f9beb4d9, BAD_MAGIC, found f9beb4d9", "dab5bffa70696e67, TRUNCATED, header of 24 bytes",
        "dab5bffa70696e670000000000000000080000008c820c8007, TRUNCATED, ends after 25 bytes",
        "dab5bffa70696e670000000000000000080000008c820c810700000000000000, BAD_CHECKSUM, ping checksum",
        "dab5bffa706900670000000000000000080000008c820c800700000000000000, BAD_COMMAND, malformed command",
        "dab5bffa70696e670000000000000000ffffff7f8c820c80, OVERSIZE, the limit is 2097152",
        "dab5bffa70696e670000000000000000000000005df6e0e2, MALFORMED, malformed ping",
        "dab5bffa70696e670000000000000000080000008c820c80070000000000000000, MALFORMED, 1 bytes follow the frame",
        "xab5, MALFORMED, 'found \"x\" as character 1'", "dab5b, MALFORMED, an odd number of them: 5",
    })
    void whatIsNoFrameIsOfAKindThatScriptsKnow(String hex, Kind kind, String detail) {
        var decoded = DecodeLine.decode(new BoundedLines.Line(1, Optional.of(hex)), false);

        assertThat(decoded.ok()).isFalse();
        var line = Vectors.parse(decoded.json());
        assertThat(line.propertyNames()).containsExactly("error", "detail");
        assertThat(line.get("error").stringValue()).isEqualTo(kind.name());
        assertThat(line.get("detail").stringValue()).contains(detail);
    }

    @Test
    void aLineThatIsTooLongIsOversize() {
        var decoded = DecodeLine.decode(new BoundedLines.Line(1, Optional.empty()), false);

        assertThat(Vectors.parse(decoded.json()).get("error").stringValue()).isEqualTo("OVERSIZE");
    }

    @Test
    void blanksAroundAFrameAndUpperCaseDoNoHarm() {
        assertThat(DecodeLine.decode(new BoundedLines.Line(1, Optional.of("  " + PING.toUpperCase(Locale.ROOT) + "\r")), false).json())
                .isEqualTo("{\"command\":\"ping\",\"network\":\"regtest\",\"payload_size\":8,\"canonical\":true,\"fields\":{\"nonce\":\"7\"}}");
    }

    /// Frames that a node refuses before it looks at the payload, by why.
    @Test
    void framesThatNodesRefuseForTheirHeaderAreRefusedByKind() {
        // These are good frames of the network that their magic names.
        var others = Set.of("bad_magic_mainnet", "bad_magic_testnet", "bad_magic_stn");
        var kinds = Map.of("bad_magic", Kind.BAD_MAGIC, "bad_checksum", Kind.BAD_CHECKSUM, "command_", Kind.BAD_COMMAND,
                "ext_bad_outer_command", Kind.BAD_COMMAND, "oversize_", Kind.OVERSIZE);
        var frames = Vectors.of("invalid").filter(vector -> vector.all().get("layer").stringValue().equals("frame")).toList();

        assertThat(frames).hasSizeGreaterThan(30).allSatisfy(vector -> {
            var decoded = Vectors.parse(DecodeLine.decode(new BoundedLines.Line(1, Optional.of(vector.frame())), false).json());
            var expected = kinds.entrySet().stream().filter(entry -> vector.name().startsWith(entry.getKey())).findFirst().orElseThrow().getValue();
            assertThat(decoded.path("error").asString("none")).as(vector.name()).isEqualTo(others.contains(vector.name()) ? "none" : expected.name());
        });
    }

    @Test
    void payloadsThatNodesCannotReadAreMalformed() {
        var payloads = Vectors.of("invalid").filter(Vector::isRead)
                .filter(vector -> vector.all().get("layer").stringValue().equals("payload") && vector.all().get("expect").stringValue().equals("decode_error")).toList();

        assertThat(payloads).hasSizeGreaterThan(50).allSatisfy(vector -> {
            var decoded = Vectors.parse(DecodeLine.decode(new BoundedLines.Line(1, Optional.of(vector.frame())), false).json());
            assertThat(decoded.path("error").asString("none")).as(vector.name()).isEqualTo("MALFORMED");
        });
    }

    @Test
    void noChangeOfAFrameEverThrows() {
        Vectors.of("mutated").forEach(vector -> assertThat(DecodeLine.decode(new BoundedLines.Line(1, Optional.of(vector.frame())), true).json()).startsWith("{"));
    }
}
