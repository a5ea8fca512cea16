package bsv.p2p.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.LogLevel;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import bsv.p2p.app.logging.Logs;
import bsv.p2p.testkit.PlainPeerStore;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// `p2p crawl` among real nodes on loopback.
@Timeout(60)
class CrawlCommandTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Endpoint NOBODY = Endpoint.parse("127.0.0.9:1");
    private static final Endpoint NOBODY_EITHER = Endpoint.parse("127.0.0.8:1");

    @TempDir
    Path home;

    @AfterEach
    void reset() {
        Logs.level(LogLevel.INFO);
    }

    /// A node that dials nobody and tells at once whom it knows.
    private static PeerManager node(String host, Endpoint... knows) {
        var store = new PlainPeerStore();
        var now = Instant.now();
        for (var one : knows) {
            store.create(Peer.discovered(one, "test", now).withServices(Services.NETWORK).withStatus(PeerStatus.VALID, now).withLastSeen(now));
        }
        var config = ManagerConfig.of(Network.REGTEST);
        var node = PeerManager.builder(config.withListener(config.listener().withEnabled(true).withAddresses(List.of(Endpoint.parse(host + ":0"))).withPort(OptionalInt.of(0)))
                .withLimits(config.limits().withTarget(0)).withDiscovery(config.discovery().withStrategies(List.of()))
                .withGossip(config.gossip().withAddrInterval(Duration.ofMillis(10)).withGetaddrShare(1))).store(store).build();
        node.start();
        return node;
    }

    private static Endpoint address(PeerManager node) {
        return node.listeners().getFirst();
    }

    private static int crawl(Cli cli, String... more) {
        var arguments = new ArrayList<>(List.of("crawl", "--network", "regtest"));
        arguments.addAll(List.of(more));
        return cli.run(arguments.toArray(String[]::new));
    }

    @Test
    void nodesAreFoundThroughTheOthersAndPrintedAsJson() {
        try (var second = node("127.0.0.2", NOBODY, NOBODY_EITHER); var first = node("127.0.0.1", address(second), NOBODY)) {
            var cli = new Cli(home);
            assertThat(crawl(cli, address(first).toString(), "--all")).isZero();

            var rows = cli.lines().stream().map(MAPPER::readTree).toList();
            assertThat(rows).extracting(row -> row.get("address").stringValue())
                    .containsExactlyInAnyOrder(address(first).toString(), address(second).toString(), NOBODY.toString(), NOBODY_EITHER.toString());
            var found = rows.stream().filter(row -> row.get("address").stringValue().equals(address(second).toString())).findFirst().orElseThrow();
            assertThat(found.get("reached").booleanValue()).isTrue();
            assertThat(found.get("chain").stringValue()).isEqualTo("bsv");
            assertThat(found.get("user_agent").stringValue()).startsWith("/bsv-p2p:");
            assertThat(found.get("addresses").intValue()).isEqualTo(2);
            assertThat(found.get("problem").isNull()).isTrue();
            var missing = rows.stream().filter(row -> row.get("address").stringValue().equals(NOBODY.toString())).findFirst().orElseThrow();
            assertThat(missing.get("reached").booleanValue()).isFalse();
            assertThat(missing.get("problem").stringValue()).contains("refused");
            assertThat(missing.get("user_agent").isNull()).isTrue();
            assertThat(cli.err()).startsWith("reached 2 of 4 nodes called in ").contains(": 2 of Bitcoin SV, 0 of other chains, 0 do not say", "2  \"/bsv-p2p:");
        }
    }

    @Test
    void asCsvInAFileAndAgainOnlyWhenItIsTime() throws Exception {
        var file = home.resolve("nodes.csv");
        var store = "json:" + home.resolve("crawl.json");
        try (var node = node("127.0.0.1", NOBODY, NOBODY_EITHER)) {
            assertThat(crawl(new Cli(home), address(node).toString(), "--store", store, "--out", file.toString())).isZero();
            assertThat(Files.readAllLines(file)).satisfiesExactly(
                    header -> assertThat(header).isEqualTo("time,address,reached,chain,user_agent,protocol_version,services,service_names,start_height,handshake_ms,addresses,problem"),
                    row -> assertThat(row).contains("," + address(node) + ",true,bsv,/bsv-p2p:"));

            var again = new Cli(home);
            assertThat(crawl(again, "--store", store)).isOne();
            assertThat(again.err()).isEqualTo("nobody to call: all 3 nodes of the store were called lately, or are banned; see --again\n");

            var later = new Cli(home);
            assertThat(crawl(later, "--store", store, "--again", "0s")).as(later.err()).isZero();
            assertThat(later.lines()).as(later.err()).hasSize(1);
        }
    }

    @Test
    void aCrawlThatIsStoppedSaysWhatIsLeft() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var cli = new Cli(home);
            var exit = cli.start("crawl", "--network", "regtest", "--at-once", "1", "--store", "json:" + home.resolve("crawl.json"),
                    "127.0.0.1:" + silent.getLocalPort(), NOBODY.toString());
            try (var call = silent.accept()) {
                cli.stop.want();
                assertThat(Cli.await(exit)).isOne();
                assertThat(call.isConnected()).isTrue();
            }
            assertThat(cli.err()).contains("reached 0 of 0 nodes called in ", "stopped with 2 nodes not called yet; the same command goes on");
        }
    }

    @Test
    void wrongUseIsExplained() {
        assertThat(wrong("--at-once", "0")).contains("--at-once: expected 1..60000, found 0");
        assertThat(wrong("--limit", "0")).contains("--limit: expected 1..2147483647, found 0");
        assertThat(wrong("--addr-wait", "0s")).contains("--addr-wait: expected more than 0");
        assertThat(wrong("1.2.3.4:x")).contains("expected HOST:PORT", "\"1.2.3.4:x\"");
        assertThat(wrong("127.0.0.1", "--out", home.resolve("no/such/folder/x.csv").toString())).contains("--out: ", "cannot be written");
        assertThat(wrong()).contains("the network regtest has no seeds: name a node to begin with, or --seed");
    }

    private String wrong(String... arguments) {
        var cli = new Cli(home);
        assertThat(crawl(cli, arguments)).isEqualTo(2);
        return cli.err();
    }

    @Test
    void whereNobodyIsThereTheStatusIsOne() {
        var cli = new Cli(home);
        assertThat(crawl(cli, NOBODY.toString())).isOne();
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).startsWith("reached 0 of 1 nodes called");
    }
}
