package bsv.p2p.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(cli.lines()).anyMatch(line -> line.matches("engine +default +\\S+ +\\S+ +class path"))
                .anyMatch(line -> line.matches("transport +netty .*")).anyMatch(line -> line.matches("store +json .*"));
    }

    @Test
    void aBrokenPluginIsListedWithTheReasonAndIsNoFailure() throws IOException {
        Files.createDirectories(home.resolve("plugins/broken"));
        Files.writeString(home.resolve("plugins/broken/a.jar"), "no jar");

        assertThat(cli.run("plugins", "--plugins", home.resolve("plugins").toString())).isZero();
        assertThat(cli.lines()).contains("Left out:").last().asString().contains("plugins/broken: ");
    }
}
