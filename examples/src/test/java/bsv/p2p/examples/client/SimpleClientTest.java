package bsv.p2p.examples.client;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        var out = new ExampleOutput();
        try (var node = new LocalNode("127.0.0.1", Endpoint.parse("127.5.5.5:18444"))) {
            SimpleClient.run(Network.REGTEST, node.address(), out);
        }
        assertThat(out.text()).contains("ConnectionEstablished", "127.5.5.5");
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
