package bsv.p2p.app.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.LogLevel;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.app.json.JsonText;
import bsv.p2p.app.logging.HostileTexts;
import bsv.p2p.app.logging.LogFormat;
import bsv.p2p.app.logging.Logs;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/// Peers shake hands over real sockets under names that attack whoever reads them, while everything is logged.
class HostileAgentsTest {
    @TempDir
    Path home;

    @AfterEach
    void asItWas() {
        Logs.toStandardError(LogFormat.TEXT);
        Logs.level(LogLevel.INFO);
    }

    @ParameterizedTest
    @EnumSource
    void areInertInTheLogAndOnStandardOutput(LogFormat format) throws Exception {
        var log = home.resolve("p2p.log");
        var node = new Cli(home);
        var running = node.start("run", "--network", "regtest", "--discovery", "none", "--store", "memory", "--listen", "127.0.0.1:0", "--target", "0",
                "--log-file", log.toString(), "--log-format", format.name(), "--log-level", "debug");
        var address = Endpoint.parse(node.awaitLine("ListenerBound").split(" ", -1)[2]);
        // On the wire an agent is bytes.
        var agents = HostileTexts.ALL.stream().map(text -> new String(text.getBytes(UTF_8), ISO_8859_1)).toList();
        for (var agent : agents) shakeHands(address, agent);
        node.awaitLines("HandshakeComplete", agents.size());
        node.stop.want();
        assertThat(Cli.await(running)).isZero();

        var lines = Files.readString(log).split("\n", -1);
        assertThat(lines).filteredOn(line -> line.contains("handshake complete")).hasSize(agents.size());
        for (var text : List.of(node.out(), Files.readString(log))) {
            assertThat(text.replace("\n", "").codePoints()).allMatch(c -> c >= 0x20 && c != 0x7f && (c < 0x80 || c >= 0xa0) && Character.getType(c) != Character.FORMAT);
            assertThat(text).contains("${jndi:ldap://x/y}", "{} {}");
        }
        if (format == LogFormat.JSON) for (var line : List.of(lines).subList(0, lines.length - 1)) assertThat(JsonMapper.builder().build().readTree(line).get("message").stringValue()).isNotBlank();
        else assertThat(lines).filteredOn(line -> !line.isEmpty()).allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} (ERROR|WARN|INFO|DEBUG) .*"));
    }

    private void shakeHands(Endpoint node, String agent) throws IOException {
        try (var socket = new Socket(node.ip().toInetAddress(), node.port())) {
            socket.setSoTimeout(30_000);
            var fields = JsonText.object();
            fields.put("version", 70_016).put("services", "1").put("timestamp", "1790000000").put("nonce", "7").put("user_agent", agent).put("start_height", 1).put("relay", true);
            var address = JsonText.object().put("services", "0").put("ip", "127.0.0.1").put("port", 1);
            fields.set("addr_recv", address);
            fields.set("addr_from", address);
            socket.getOutputStream().write(frame("version", JsonText.line(fields)));
            socket.getOutputStream().write(frame("verack", "{}"));
            // Until its verack came.
            assertThat(new String(socket.getInputStream().readNBytes(200), ISO_8859_1)).contains("verack");
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }

    private byte[] frame(String command, String fields) {
        var cli = new Cli(home).input("{\"command\":\"%s\",\"network\":\"regtest\",\"fields\":%s}".formatted(command, fields));
        assertThat(cli.run("encode")).as(cli.err() + cli.out()).isZero();
        return HexFormat.of().parseHex(cli.out().strip());
    }
}
