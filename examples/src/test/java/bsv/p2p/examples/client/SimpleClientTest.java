package bsv.p2p.examples.client;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import bsv.p2p.testkit.PlainPeerStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimpleClientTest {
    private static final Path ROOT = Path.of("..");

    @Test
    @Timeout(60)
    void asksANodeForAddressesAndPrintsThem() throws Exception {
        var out = new ByteArrayOutputStream();
        var store = new PlainPeerStore();
        var now = Instant.now();
        store.create(Peer.discovered(Endpoint.parse("127.5.5.5:18444"), "test", now).withServices(Services.NETWORK).withStatus(PeerStatus.VALID, now).withLastSeen(now));
        var config = ManagerConfig.of(Network.REGTEST);
        var listening = config.withListener(config.listener().withEnabled(true).withAddresses(List.of(Endpoint.parse("127.0.0.1:0"))).withPort(OptionalInt.of(0)))
                .withLimits(config.limits().withTarget(0)).withDiscovery(config.discovery().withStrategies(List.of()))
                .withGossip(config.gossip().withAddrInterval(Duration.ofMillis(10)).withGetaddrShare(1));
        try (var node = PeerManager.builder(listening).store(store).build()) {
            node.start();
            SimpleClient.run(Network.REGTEST, node.listeners().getFirst(), new PrintStream(out, true, StandardCharsets.UTF_8));
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("ConnectionEstablished", "127.5.5.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SimpleClient", "BlockStreamer"})
    void theReadmeShowsThisVeryCode(String example) throws IOException {
        var source = Files.readString(ROOT.resolve("examples/src/main/java/bsv/p2p/examples/client/" + example + ".java"));
        var region = source.substring(source.indexOf("// readme-begin\n") + 16, source.indexOf("    // readme-end")).lines()
                .map(line -> line.isEmpty() ? line : line.substring(4)).collect(Collectors.joining("\n", "", "\n"));
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("```java\n" + region + "```");
    }

    @Test
    void continuousIntegrationRunsTheTestCommandOfTheReadme() throws IOException {
        var command = "mvn -B -ntp verify";
        assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains("\nexec " + command + "\n");
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("\n    " + command + "\n");
    }
}
