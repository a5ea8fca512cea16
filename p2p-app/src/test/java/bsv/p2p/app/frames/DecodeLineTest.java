package bsv.p2p.app.frames;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.message.Command;
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

    private static final DecodeLine DECODE = new DecodeLine(false, LineText.ANY, Optional.empty());
    private static final DecodeLine FULL = new DecodeLine(true, LineText.ANY, Optional.empty());

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
        "'dab5 bffa', MALFORMED, 'found \" \" as character 5'", "2rW/+nBpbmcAAAAAAAAAAAgAAACMggyA, TRUNCATED, ends after 24 bytes",
        "dab5bffG70696e670000000000000000080000008c820c800700000000000000, MALFORMED, 'found \"G\" as character 8'",
    })
    void whatIsNoFrameIsOfAKindThatScriptsKnow(String hex, Kind kind, String detail) {
        var decoded = DECODE.decode(new BoundedLines.Line(1, Optional.of(hex)));

        assertThat(decoded.ok()).isFalse();
        var line = Vectors.parse(decoded.json());
        assertThat(line.propertyNames()).containsExactly("error", "detail");
        assertThat(line.get("error").stringValue()).isEqualTo(kind.name());
        assertThat(line.get("detail").stringValue()).contains(detail);
    }

    @Test
    void aLineThatIsTooLongIsOversize() {
        var decoded = DECODE.decode(new BoundedLines.Line(1, Optional.empty()));

        assertThat(Vectors.parse(decoded.json()).get("error").stringValue()).isEqualTo("OVERSIZE");
    }

    @ParameterizedTest
    @CsvSource({
        "ANY, ping, 0700000000000000, '{\"command\":\"ping\",\"payload_size\":8,\"canonical\":true,\"fields\":{\"nonce\":\"7\"}}'",
        "ANY, ping, BwAAAAAAAAA=, '{\"command\":\"ping\",\"payload_size\":8,\"canonical\":true,\"fields\":{\"nonce\":\"7\"}}'",
        "ANY, ping, BwAAAAAAAAA, '{\"command\":\"ping\",\"payload_size\":8,\"canonical\":true,\"fields\":{\"nonce\":\"7\"}}'",
        "ANY, verack, '', '{\"command\":\"verack\",\"payload_size\":0,\"canonical\":true,\"fields\":{}}'",
        "ANY, verack, 00, '{\"command\":\"verack\",\"payload_size\":1,\"canonical\":false,\"fields\":{}}'",
        "ANY, hello, abcd, '{\"command\":\"hello\",\"payload_size\":2,\"canonical\":true,\"fields\":{\"unknown\":true,\"length\":2,\"payload_hex\":\"abcd\"}}'",
        "BASE64, hello, abcd, '{\"command\":\"hello\",\"payload_size\":3,\"canonical\":true,\"fields\":{\"unknown\":true,\"length\":3,\"payload_hex\":\"69b71d\"}}'",
        "ANY, ping, 07, '{\"error\":\"MALFORMED\",\"detail\":\"malformed ping: nonce at byte 0: expected 8 bytes, found 1\"}'",
        "ANY, ping, 7, '{\"error\":\"MALFORMED\",\"detail\":\"expected two hex digits for each byte, found an odd number of them: 1\"}'",
        "BASE64, ping, a, '{\"error\":\"MALFORMED\",\"detail\":\"expected base64: Input byte[] should at least have 2 bytes for base64 bytes\"}'",
    })
    void payloadsNeedNoFrame(LineText text, String command, String line, String json) {
        assertThat(new DecodeLine(false, text, Optional.of(new Command(command))).decode(new BoundedLines.Line(1, Optional.of(line))).json()).isEqualTo(json);
    }

    @Test
    void blanksAroundAFrameAndUpperCaseDoNoHarm() {
        assertThat(DECODE.decode(new BoundedLines.Line(1, Optional.of("  " + PING.toUpperCase(Locale.ROOT) + "\r"))).json())
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
            var decoded = Vectors.parse(DECODE.decode(new BoundedLines.Line(1, Optional.of(vector.frame()))).json());
            var expected = kinds.entrySet().stream().filter(entry -> vector.name().startsWith(entry.getKey())).findFirst().orElseThrow().getValue();
            assertThat(decoded.path("error").asString("none")).as(vector.name()).isEqualTo(others.contains(vector.name()) ? "none" : expected.name());
        });
    }

    @Test
    void payloadsThatNodesCannotReadAreMalformed() {
        var payloads = Vectors.of("invalid").filter(Vector::isRead)
                .filter(vector -> vector.all().get("layer").stringValue().equals("payload") && vector.all().get("expect").stringValue().equals("decode_error")).toList();

        assertThat(payloads).hasSizeGreaterThan(50).allSatisfy(vector -> {
            var decoded = Vectors.parse(DECODE.decode(new BoundedLines.Line(1, Optional.of(vector.frame()))).json());
            assertThat(decoded.path("error").asString("none")).as(vector.name()).isEqualTo("MALFORMED");
        });
    }

    @Test
    void noChangeOfAFrameEverThrows() {
        Vectors.of("mutated").forEach(vector -> assertThat(FULL.decode(new BoundedLines.Line(1, Optional.of(vector.frame()))).json()).startsWith("{"));
    }
}
