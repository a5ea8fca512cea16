package bsv.p2p.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramesCommandsTest {
    private static final String FRAME = "dab5bffa70696e670000000000000000080000008c820c800700000000000000";
    private static final String JSON = "{\"command\":\"ping\",\"network\":\"regtest\",\"payload_size\":8,\"canonical\":true,\"fields\":{\"nonce\":\"7\"}}";

    @TempDir
    Path home;

    private Cli cli;

    @BeforeEach
    void begin() {
        cli = new Cli(home);
    }

    @Test
    void eachFrameBecomesALineOfJson() {
        assertThat(cli.input(FRAME + "\n\n" + FRAME).run("decode")).isZero();
        assertThat(cli.out()).isEqualTo(JSON + "\n" + JSON + "\n");
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void aLineThatIsNoFrameBecomesAnErrorAndTheOthersAreDecodedAllTheSame() {
        assertThat(cli.input("00000000\n" + FRAME + "\n").run("decode", "-")).isEqualTo(1);
        assertThat(cli.lines()).hasSize(2).first().asString().startsWith("{\"error\":\"BAD_MAGIC\",\"detail\":");
        assertThat(cli.lines()).last().isEqualTo(JSON);
    }

    @Test
    void aCaptureIsReadFrameByFrameWithOffsets() throws IOException {
        var ping = HexFormat.of().parseHex(FRAME);
        var badCommand = ping.clone();
        badCommand[5] = 1;
        var badChecksum = ping.clone();
        badChecksum[20] ^= 1;
        var extended = HexFormat.of().parseHex("dab5bffa6578746d7367000000000000ffffffff0000000070696e67000000000000000008000000000000000700000000000000");
        var file = Files.write(home.resolve("capture"), concat(ping, badCommand, badChecksum, extended, ping, HexFormat.of().parseHex("dab5bffa70")));

        assertThat(cli.run("decode", "--stream", file.toString())).isEqualTo(1);

        assertThat(cli.lines()).hasSize(6);
        assertThat(cli.lines().get(0)).isEqualTo("{\"offset\":0," + JSON.substring(1));
        assertThat(cli.lines().get(1)).startsWith("{\"offset\":32,\"error\":\"BAD_COMMAND\"");
        assertThat(cli.lines().get(2)).startsWith("{\"offset\":64,\"error\":\"BAD_CHECKSUM\"");
        assertThat(cli.lines().get(3)).startsWith("{\"offset\":96,\"command\":\"ping\"").contains("ext_header");
        assertThat(cli.lines().get(4)).isEqualTo("{\"offset\":148," + JSON.substring(1));
        assertThat(cli.lines().get(5)).startsWith("{\"offset\":180,\"error\":\"TRUNCATED\"");
    }

    @Test
    void aCaptureEndsWhereThePlaceOfTheNextFrameIsLost() throws IOException {
        var ping = HexFormat.of().parseHex(FRAME);
        var file = Files.write(home.resolve("capture"), concat(ping, new byte[24], ping));
        assertThat(cli.run("decode", "--stream", file.toString())).isEqualTo(1);
        assertThat(cli.lines()).hasSize(2).last().asString().startsWith("{\"offset\":32,\"error\":\"BAD_MAGIC\"");

        var cut = new Cli(home);
        Files.write(file, Arrays.copyOf(ping, 30));
        assertThat(cut.run("decode", "--stream", file.toString())).isEqualTo(1);
        assertThat(cut.lines()).hasSize(1).first().asString().startsWith("{\"offset\":0,\"error\":\"TRUNCATED\"");

        var oversize = new Cli(home);
        Files.write(file, HexFormat.of().parseHex("dab5bffa70696e670000000000000000ffffff7f00000000"));
        assertThat(oversize.run("decode", "--stream", file.toString())).isEqualTo(1);
        assertThat(oversize.lines()).hasSize(1).first().asString().startsWith("{\"offset\":0,\"error\":\"OVERSIZE\"");
    }

    @Test
    void aBlockThatIsTooLargeToBeHeldIsSummedUp() throws IOException {
        var block = new byte[70 << 20];
        // One transaction: no inputs, one output with a script that fills the rest.
        block[80] = 1;
        block[86] = 1;
        int script = block.length - 81 - 4 - 1 - 1 - 8 - 5 - 4;
        block[95] = (byte) 0xfe;
        for (int i = 0; i < 4; i++) block[96 + i] = (byte) (script >>> (8 * i));
        var header = HexFormat.of().parseHex("dab5bffa6578746d7367000000000000ffffffff00000000626c6f636b0000000000000000006004" + "00000000");
        var file = Files.write(home.resolve("capture"), concat(header, block, HexFormat.of().parseHex(FRAME)));

        assertThat(cli.run("decode", "--stream", file.toString())).isZero();

        assertThat(cli.lines()).hasSize(2);
        assertThat(cli.lines().get(0)).startsWith("{\"offset\":0,\"command\":\"block\",\"network\":\"regtest\",\"payload_size\":73400320,\"streamed\":true,\"fields\":{\"version\":0,")
                .contains("\"tx_count\":1,", "\"largest_transaction\":" + (block.length - 81));
        assertThat(cli.lines().get(1)).startsWith("{\"offset\":73400364,\"command\":\"ping\"");

        block[95] = (byte) 0xff;
        Files.write(file, concat(header, block));
        var malformed = new Cli(home);
        assertThat(malformed.run("decode", "--stream", file.toString())).isEqualTo(1);
        assertThat(malformed.lines()).hasSize(1).first().asString().startsWith("{\"offset\":0,\"error\":\"MALFORMED\"").contains("at byte 95");

        Files.write(file, Arrays.copyOf(concat(header, block), 69 << 20));
        var cut = new Cli(home);
        assertThat(cut.run("decode", "--stream", file.toString())).isEqualTo(1);
        assertThat(cut.lines()).hasSize(1).first().asString().startsWith("{\"offset\":0,\"error\":\"TRUNCATED\"");
    }

    @Test
    void aCaptureIsNoLineOfText() {
        assertThat(cli.run("decode", "--stream", "--payload", "ping")).isEqualTo(2);
        assertThat(cli.err()).contains("--stream reads bytes of frames");
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) all.writeBytes(part);
        return all.toByteArray();
    }

    @Test
    void eachLineOfJsonBecomesAFrame() {
        assertThat(cli.input(JSON + "\r\n" + JSON).run("encode")).isZero();
        assertThat(cli.out()).isEqualTo(FRAME + "\n" + FRAME + "\n");
    }

    @Test
    void payloadsAreReadAndWrittenWithoutAFrame() {
        assertThat(cli.input("0700000000000000\n\nBwAAAAAAAAA=").run("decode", "--payload", "ping")).isEqualTo(1);
        assertThat(cli.lines()).hasSize(3).first().isEqualTo("{\"command\":\"ping\",\"payload_size\":8,\"canonical\":true,\"fields\":{\"nonce\":\"7\"}}");
        assertThat(cli.lines().get(1)).contains("nonce at byte 0: expected 8 bytes, found the end");
        assertThat(cli.lines().get(2)).isEqualTo(cli.lines().get(0));

        var encode = new Cli(home);
        assertThat(encode.input("{\"fields\":{\"nonce\":7}}").run("encode", "--payload=ping", "--base64")).isZero();
        assertThat(encode.out()).isEqualTo("BwAAAAAAAAA=\n");
    }

    @Test
    void aPayloadMayBeEmpty() {
        assertThat(cli.input("\n\n").run("decode", "--payload", "verack")).isZero();
        assertThat(cli.lines()).hasSize(2).allMatch(line -> line.startsWith("{\"command\":\"verack\",\"payload_size\":0"));
    }

    @Test
    void whatCannotBeEncodedIsSaidWithItsLineOnStandardError() {
        assertThat(cli.input("{}\n" + JSON + "\n{\"command\":\"\u001b\"}").run("encode")).isEqualTo(1);
        assertThat(cli.out()).isEqualTo(FRAME + "\n");
        assertThat(cli.err().lines()).hasSize(2).satisfiesExactly(
                line -> assertThat(line).isEqualTo("p2p: line 1: command: expected a text"),
                line -> assertThat(line).startsWith("p2p: line 3: expected a JSON object"));
        assertThat(cli.err()).doesNotContain("\u001b");
    }

    @Test
    void linesComeFromAFileIfOneIsNamed() throws IOException {
        var file = Files.writeString(home.resolve("frames.hex"), FRAME);

        assertThat(cli.run("decode", file.toString())).isZero();
        assertThat(cli.out()).isEqualTo(JSON + "\n");
        assertThat(new Cli(home).run("decode", "--full", file.toString())).isZero();
    }

    @Test
    void aFileThatIsNotThereIsAFault() {
        assertThat(cli.run("decode", home.resolve("none").toString())).isEqualTo(1);
        assertThat(cli.err()).startsWith("p2p: " + home.resolve("none") + " cannot be read");
    }

    @Test
    void aReaderThatGoesAwayEndsTheWorkQuietly() {
        var gone = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        }, false, UTF_8);

        assertThat(cli.input((FRAME + "\n").repeat(10_000)).output(gone).run("decode")).isZero();
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void whatIsInstalledIsListed() {
        assertThat(cli.run("plugins", "--plugins", home.toString())).isZero();
        assertThat(cli.lines().getFirst()).startsWith("KIND");
        assertThat(cli.lines()).anyMatch(line -> line.matches("engine +default +\\S+ +\\S+ +class path +ok"))
                .anyMatch(line -> line.matches("transport +netty .*")).anyMatch(line -> line.matches("store +json .*"));
    }

    @Test
    void aBrokenPluginIsListedWithTheReasonAndIsNoFailure() throws IOException {
        Files.createDirectories(home.resolve("plugins/broken"));
        Files.writeString(home.resolve("plugins/broken/a.jar"), "no jar");

        assertThat(cli.run("plugins", "--plugins", home.resolve("plugins").toString())).isZero();
        assertThat(cli.lines()).last().asString().matches("- +broken +- +- +\\S+/plugins/broken +left out: a\\.jar cannot be read: .*");
    }
}
