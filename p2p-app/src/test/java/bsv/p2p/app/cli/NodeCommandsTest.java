package bsv.p2p.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.app.logging.Logs;
import bsv.p2p.api.config.LogLevel;
import bsv.p2p.api.peer.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Nodes of the command line that talk to each other over real sockets.
class NodeCommandsTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String[] ALONE = {"--network", "regtest", "--discovery", "none", "--store", "memory"};

    @TempDir
    Path home;

    private Cli listener;
    private CompletableFuture<Integer> listening;
    private String address;

    @BeforeEach
    void aNodeListens() throws Exception {
        listener = new Cli(home);
        listening = listener.start(with("run", "--listen", "127.0.0.1:0", "--set", "pingInterval=100ms", "--set", "permitted=127.0.0.1"));
        address = listener.awaitLine("ListenerBound").split(" ", -1)[2];
        assertThat(Endpoint.parse(address).port()).isNotIn(0, 18444);
    }

    @AfterEach
    void theNodeStops() throws Exception {
        listener.stop.want();
        assertThat(Cli.await(listening)).isZero();
        assertThat(listener.err()).isEmpty();
        Logs.level(LogLevel.INFO);
    }

    @Test
    void twoNodesMeetAndPartAndBothTellOfIt() throws Exception {
        var dialer = new Cli(home);
        var dialing = dialer.start(with("run", "--connect", address, "--events", "json"));
        dialer.awaitLine("ConnectionEstablished");
        listener.awaitLine("ConnectionEstablished");
        dialer.stop.want();

        assertThat(Cli.await(dialing)).isZero();
        listener.awaitLine("ConnectionLost");
        var events = dialer.lines().stream().map(MAPPER::readTree).toList();
        assertThat(events).extracting(event -> event.get("event").stringValue())
                .containsSubsequence("HandshakeComplete", "ConnectionEstablished", "ConnectionLost", "PhaseChanged");
        assertThat(events.getLast().get("phase").stringValue()).isEqualTo("STOPPED");
        assertThat(one(events, "HandshakeComplete").get("direction").stringValue()).isEqualTo("outbound");
        assertThat(one(events, "HandshakeComplete").get("address").stringValue()).isEqualTo(address);
        assertThat(listener.lines()).anyMatch(line -> line.matches("\\S+ HandshakeComplete 127.0.0.1:\\d+ inbound protocol_version=70016 .*user_agent=/bsv-p2p:.*"));
        assertThat(dialer.err()).isEmpty();
    }

    @Test
    void aFileCanSayItAll() throws Exception {
        var file = Files.writeString(home.resolve("node.toml"), """
                network = "regtest"
                connect = ["%s"]
                events = "none"
                logLevel = "error"
                [store]
                use = "memory"
                """.formatted(address));
        var dialer = new Cli(home);
        var dialing = dialer.start("run", "--config", file.toString());
        listener.awaitLine("ConnectionEstablished");
        dialer.stop.want();

        assertThat(Cli.await(dialing)).isZero();
        assertThat(dialer.out()).isEmpty();
    }

    @Test
    void pingTellsWhoAnswersAndHowFast() throws Exception {
        var cli = new Cli(home);

        assertThat(cli.run("ping", address, "--network", "regtest", "--count", "3", "--interval", "10ms", "--timeout", "30s")).isZero();
        assertThat(cli.out()).matches("""
                PING ADDRESS \\(regtest\\)
                connected to "/bsv-p2p:\\S+/" version 70016 height \\S+ services NONE, handshake took \\S+ ms
                pong from ADDRESS: seq=1 time=\\S+ ms
                pong from ADDRESS: seq=2 time=\\S+ ms
                pong from ADDRESS: seq=3 time=\\S+ ms

                --- ADDRESS ---
                3 pings, 3 pongs, 0% loss
                round trip min/avg/max = \\S+ ms / \\S+ ms / \\S+ ms
                """.replace("ADDRESS", address));
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void pingSaysWhyThereIsNoAnswer() throws IOException {
        var cli = new Cli(home);
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        assertThat(cli.run("ping", "127.0.0.1:" + closed, "--network", "regtest", "--timeout", "30s")).isEqualTo(1);
        assertThat(cli.err()).startsWith("p2p: 127.0.0.1:" + closed + ": connection refused").hasLineCount(1);
    }

    @Test
    void pingOfASilentListenerGivesUpInTime() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var cli = new Cli(home);

            assertThat(cli.run("ping", "127.0.0.1:" + silent.getLocalPort(), "--network", "regtest", "--timeout", "300ms")).isEqualTo(1);
            assertThat(cli.err()).contains("no complete handshake within 300 ms");
        }
    }

    @Test
    void pingOfANodeOfAnotherNetworkSaysWhichItIs() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var answer = Thread.ofVirtual().start(() -> say(other, "f4e5f3f476657261636b000000000000000000005df6e0e2"));
            var cli = new Cli(home);

            assertThat(cli.run("ping", "127.0.0.1:" + other.getLocalPort(), "--network", "regtest", "--timeout", "30s")).isEqualTo(1);
            assertThat(cli.err()).contains("network mismatch").contains("that is testnet, try --network testnet");
            answer.join();
        }
    }

    @Test
    void pingOfANodeThatRejectsSaysItsReasonHarmlessly() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var reject = new Cli(home).input("{\"command\":\"reject\",\"network\":\"regtest\",\"fields\":{\"message\":\"version\",\"code\":17,\"reason\":\"go \\u001b[2J away\"}}");
            assertThat(reject.run("encode")).isZero();
            var answer = Thread.ofVirtual().start(() -> say(other, reject.out().strip()));
            var cli = new Cli(home);

            assertThat(cli.run("ping", "127.0.0.1:" + other.getLocalPort(), "--network", "regtest", "--timeout", "30s")).isEqualTo(1);
            assertThat(cli.err()).contains("go \\x1b[2J away").doesNotContain("\u001b");
            answer.join();
        }
    }

    @Test
    void monitorPrintsTheMessagesAskedForAndEndsAfterAsManyAsWanted() throws Exception {
        var cli = new Cli(home);

        assertThat(Cli.await(cli.start("monitor", "--network", "regtest", "--connect", address, "--commands", "ping", "--format", "json", "--count", "2"))).isZero();
        var messages = cli.lines().stream().map(MAPPER::readTree).filter(line -> line.get("event").stringValue().equals("BitcoinMessage")).toList();
        assertThat(messages).hasSize(2).allSatisfy(message -> {
            assertThat(message.get("command").stringValue()).isEqualTo("ping");
            assertThat(message.get("direction").stringValue()).isEqualTo("outbound");
            assertThat(message.get("address").stringValue()).isEqualTo(address);
            assertThat(message.get("message").get("nonce").stringValue()).matches("\\d+");
        });
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void monitorEndsWhenItsTimeIsUp() throws Exception {
        var cli = new Cli(home);

        assertThat(Cli.await(cli.start("monitor", "--network", "regtest", "--connect", address, "--seconds", "1"))).isZero();
        assertThat(cli.lines()).last().asString().endsWith("PhaseChanged phase=STOPPED");
    }

    @Test
    void aNodeWhoseReaderGoesAwayStopsQuietly() throws Exception {
        var gone = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        }, false, UTF_8);
        var cli = new Cli(home).output(gone);

        assertThat(Cli.await(cli.start(with("run", "--connect", address)))).isZero();
        assertThat(cli.err()).isEmpty();
    }

    @Test
    void aStoreThatCannotBeOpenedEndsItWithOneMessage() throws Exception {
        var file = Files.writeString(home.resolve("file"), "");
        var cli = new Cli(home);

        assertThat(Cli.await(cli.start("run", "--network", "regtest", "--discovery", "none", "--store", "json:" + file + "/peers.json"))).isEqualTo(1);
        assertThat(cli.err()).startsWith("p2p: ").contains(file + "/peers.json").hasLineCount(1).doesNotContain("Exception");
    }

    @Test
    void aStoreThatIsInUseIsNotSharedAndTheDefaultOneIsInTheFolderOfTheUser() throws Exception {
        var first = new Cli(home);
        var running = first.start("run", "--network", "regtest", "--discovery", "none");
        first.awaitLine("RUNNING");
        var second = new Cli(home);

        assertThat(Cli.await(second.start("run", "--network", "regtest", "--discovery", "none"))).isEqualTo(1);
        assertThat(second.err()).contains(home.resolve(".local/share/bsv-p2p/peers-regtest.json").toString()).hasLineCount(1);
        first.stop.want();
        assertThat(Cli.await(running)).isZero();
    }

    @Test
    void aSettingThatAPartDoesNotKnowIsAProblemOfTheConfiguration() throws Exception {
        var cli = new Cli(home);

        assertThat(Cli.await(cli.start("run", "--network", "regtest", "--discovery", "none", "--set", "store.json.flie=x"))).isEqualTo(2);
        assertThat(cli.err()).contains("store.json: there is no setting \"flie\"");
    }

    private static void say(ServerSocket at, String hex) {
        try (var socket = at.accept()) {
            socket.getInputStream().readNBytes(24);
            socket.getOutputStream().write(HexFormat.of().parseHex(hex));
            socket.shutdownOutput();
            // Closing with something unread would reset the connection.
            socket.getInputStream().readAllBytes();
        } catch (IOException _) {
            // it closed hard
        }
    }

    private static JsonNode one(List<JsonNode> events, String kind) {
        return events.stream().filter(event -> event.get("event").stringValue().equals(kind)).findFirst().orElseThrow();
    }

    private static String[] with(String command, String... arguments) {
        var words = new ArrayList<>(List.of(command));
        words.addAll(List.of(ALONE));
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }
}
