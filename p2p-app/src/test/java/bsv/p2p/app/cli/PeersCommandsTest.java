package bsv.p2p.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.LogLevel;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.app.logging.Logs;
import bsv.p2p.testkit.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// The commands that work on a store, on real stores.
class PeersCommandsTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    Path home;

    @AfterEach
    void logAgain() {
        Logs.level(LogLevel.INFO);
    }

    @Test
    void whatIsAddedIsListedAndShownAndRemoved() {
        assertThat(run("peers", "add", "203.0.113.7", "[2001:db8::7]:9").lines()).containsExactly("added 203.0.113.7:8333", "added [2001:db8::7]:9");
        assertThat(run("peers", "add", "203.0.113.7:8333").lines()).containsExactly("known 203.0.113.7:8333");

        var list = run("peers", "list").lines();
        assertThat(list.getFirst()).startsWith("ADDRESS ").endsWith("USER AGENT");
        assertThat(list).hasSize(3).anyMatch(line -> line.matches("203\\.0\\.113\\.7:8333 +UNKNOWN +- +NONE +\"\""));
        var id = MAPPER.readTree(run("peers", "list", "--json", "--within", "203.0.113.0/24").out()).get("id").stringValue();
        assertThat(run("peers", "show", id).out()).contains("address           203.0.113.7:8333\n").contains("source            manual\n");
        assertThat(run("peers", "remove", "203.0.113.7", "2001:db8::7", "[2001:db8::7]:9")).satisfies(cli -> {
            assertThat(cli.lines()).containsExactly("removed 203.0.113.7:8333", "removed [2001:db8::7]:9");
            assertThat(cli.err()).isEqualTo("p2p: there is no peer 2001:db8::7\n");
        });
        assertThat(run("peers", "list", "--json").out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "remove"})
    void everyAddressThatMakesNoSenseIsNamedAndNothingIsDone(String command) {
        run("peers", "add", "203.0.113.7");
        var cli = new Cli(home);

        assertThat(cli.run("peers", command, "203.0.113.7", "node.example", "203.0.113.8", "300.1.1.1")).isEqualTo(2);

        assertThat(cli.err()).contains("\"node.example\"").contains("\"300.1.1.1\"");
        assertThat(run("peers", "list", "--json").lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --status valid                          | 2 3
            --status banned,unknown                 | 1 4
            --within 203.0.113.2,203.0.113.4/31     | 2 4
            --agent sv:1.1                          | 2
            --services network                      | 2 3
            --services network,bitcoin_cash         | 3
            --services 0x20                         | 3
            --seen-within 2h                        | 2
            --status valid --services bitcoin_cash  | 3
            """)
    void filtersTakeTheirOwnOnly(String filter, String expected) {
        fill(store -> {
            store.create(peer(1));
            store.create(peer(2).withVersion(Services.NETWORK, "/Bitcoin SV:1.1.0/", 70016, 5).withStatus(PeerStatus.VALID, now)
                    .withLastSeen(now.minus(Duration.ofHours(1))));
            store.create(peer(3).withVersion(Services.NETWORK | Services.BITCOIN_CASH, "/x/", 1, 1).withStatus(PeerStatus.VALID, now)
                    .withLastSeen(now.minus(Duration.ofHours(3))));
            store.create(peer(4).withBan(new Ban(Cidr.parse("203.0.113.4"), new BanReason.Manual(""), now, Optional.empty())));
        });
        var words = new ArrayList<>(List.of("peers", "list", "--json"));
        words.addAll(List.of(filter.split(" ", -1)));

        var found = run(words.toArray(String[]::new)).lines().stream().map(line -> MAPPER.readTree(line).get("address").stringValue());

        assertThat(found).containsExactlyInAnyOrder(List.of(expected.split(" ", -1)).stream().map(n -> "203.0.113." + n + ":8333").toArray(String[]::new));
        assertThat(run("peers", "list", "--limit", "3").lines()).hasSize(4);
    }

    @Test
    void textOfStrangersCannotDisturbATerminal() {
        fill(store -> {
            for (int i = 0; i < Samples.HOSTILE_TEXTS.size(); i++) {
                var text = Samples.HOSTILE_TEXTS.get(i);
                var peer = peer(i + 1).withVersion(0, text, 0, 0);
                store.create(peer.withBan(new Ban(Cidr.of(peer.ip()), new BanReason.BannedUserAgent(text), now, Optional.empty())));
                store.putBan(new Ban(Cidr.of(peer.ip()), new BanReason.BannedUserAgent(text), now, Optional.empty()));
            }
        });
        int peers = Samples.HOSTILE_TEXTS.size();

        assertThat(run("peers", "list").lines()).hasSize(peers + 1).allMatch(PeersCommandsTest::harmless);
        assertThat(run("bans").lines()).hasSize(peers + 1).allMatch(PeersCommandsTest::harmless);
        for (int i = 1; i <= peers; i++) assertThat(run("peers", "show", "203.0.113." + i).lines()).allMatch(PeersCommandsTest::harmless);
        for (var format : List.of("json", "csv")) assertThat(run("peers", "export", "--format", format).out()).matches("[ -~\\n]*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"peers.json", "peers.csv"})
    void whatIsExportedIsImportedAgainWhole(String name) {
        var peers = everyKind();
        fill(store -> peers.forEach(store::create));
        var file = home.resolve(name).toString();
        assertThat(run("peers", "export", file).out()).isEqualTo("exported %d peers, 0 bans%n".formatted(peers.size()));

        assertThat(run("peers", "import", file, "--store", "json:" + home.resolve("other.json")).out()).isEqualTo("imported %d peers, 0 bans%n".formatted(peers.size()));

        assertThat(content("json", Map.of("file", home.resolve("other.json").toString()))).containsExactlyInAnyOrderElementsOf(peers);
        assertThat(home).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void bansGoWithTheJson() {
        run("ban", "203.0.113.0/24", "--permanent", "--note", "enough");
        var exported = run("peers", "export").out();
        run("unban", "203.0.113.0/24");

        var cli = new Cli(home).input(exported);
        assertThat(cli.run("peers", "import")).isZero();

        assertThat(run("bans", "--json").out()).isEqualTo(exported).contains("\"note\":\"enough\"");
    }

    @Test
    void theBanListOfAReferenceNodeGoesOutAndIn() {
        run("ban", "203.0.113.0/24", "--permanent");
        var file = home.resolve("banlist.dat").toString();
        assertThat(run("peers", "export", file).out()).isEqualTo("exported 0 peers, 1 bans\n");
        run("unban", "203.0.113.0/24");

        assertThat(run("peers", "import", file).out()).isEqualTo("imported 1 bans\n");
        assertThat(run("bans").lines()).hasSize(2).anyMatch(line -> line.matches("203\\.0\\.113\\.0/24 .* for ever .*"));
        var wrong = new Cli(home);
        assertThat(wrong.run("peers", "import", file, "--network", "testnet")).isEqualTo(1);
        assertThat(wrong.err()).startsWith("p2p: " + file + ": expected a ban list of testnet").hasLineCount(1);
    }

    @Test
    void aLineThatMakesNoSenseIsNamedAndTheOthersAreRead() {
        var cli = new Cli(home).input("""
                {"address":"203.0.113.1:8333"}
                {"address":"203.0.113.2"}

                garbage\u001b[2J
                {"address":"203.0.113.3:8333","status":"GOOD"}
                {"address":"203.0.113.4:8333","last_seen":"yesterday"}
                {"target":"203.0.113.0/33"}
                [1]
                {"address":"203.0.113.5:8333"}
                """);

        assertThat(cli.run("peers", "import")).isEqualTo(1);

        assertThat(cli.out()).isEqualTo("imported 2 peers, 0 bans\n");
        assertThat(cli.err().lines()).hasSize(6).allMatch(PeersCommandsTest::harmless).allMatch(line -> line.matches("p2p: line [2-8]: .*(expected|must be).*"));
    }

    @Test
    void aTableWrittenByHandNeedsAddressesOnly() {
        var cli = new Cli(home).input("colour,user_agent,address\nred,\"/a, \"\"b\"\"/\",203.0.113.1:8333\nblue,x\n");

        assertThat(cli.run("peers", "import", "--format", "csv")).isEqualTo(1);

        assertThat(cli.err()).isEqualTo("p2p: line 3: expected 3 cells, found 2\n");
        assertThat(content("json", Map.of("file", storeFile()))).singleElement().satisfies(peer -> {
            assertThat(peer.endpoint()).isEqualTo(Endpoint.parse("203.0.113.1:8333"));
            assertThat(peer.userAgent()).isEqualTo("/a, \"b\"/");
        });
    }

    @Test
    void aFormulaInAnAgentIsNoneInATable() {
        fill(store -> store.create(peer(1).withVersion(0, "=HYPERLINK(1)", 0, 0)));

        assertThat(run("peers", "export", "--format", "csv").out()).contains(",'=HYPERLINK(1),").doesNotContain(",=");
    }

    @Test
    void storesAreCopiedWithPeersAndBansAndCopyingAgainChangesNothing() {
        var peers = everyKind();
        fill(store -> peers.forEach(store::create));
        run("ban", "198.51.100.0/24");
        var url = "jdbc:sqlite:" + home.resolve("copy.db");

        for (int i = 0; i < 2; i++) {
            assertThat(run("peers", "copy", "json:" + storeFile(), "sql:" + url).out()).isEqualTo("copied %d peers, 1 bans%n".formatted(peers.size()));
        }

        assertThat(content("sql", Map.of("url", url))).containsExactlyInAnyOrderElementsOf(peers);
        assertThat(run("bans", "--store", "sql:" + url).out()).contains("198.51.100.0/24");
    }

    @Test
    void onATerminalACopyHasABarWhichGoesAwayAtTheEnd() {
        fill(store -> store.batch(IntStream.range(1, 3001)
                .mapToObj(i -> Peer.discovered(Endpoint.parse("10.0.%d.%d:8333".formatted(i / 250, i % 250)), "test", now)).toList()));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(InputStream.nullInputStream(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Map.of(),
                home.toString(), "", true, new Stop());

        assertThat(Main.run(console, "peers", "copy", "json:" + storeFile(), "json:" + home.resolve("copy.json"))).isZero();

        assertThat(err.toString(UTF_8)).contains("]  33% 1000").contains("] 100% 3000").endsWith("\r\u001b[K");
        assertThat(out.toString(UTF_8)).isEqualTo("copied 3000 peers, 0 bans\n");
        assertThat(run("peers", "copy", "json:" + storeFile(), "json:" + home.resolve("copy.json")).err()).isEmpty();
    }

    @Test
    void bansMarkThePeersWithinAndUnbanClearsEveryTrace() {
        fill(store -> {
            store.create(peer(1));
            store.create(Peer.discovered(Endpoint.parse("198.51.100.1:8333"), "test", now));
        });
        assertThat(run("ban", "203.0.113.0/24", "--for", "2d", "--note", "spam").out()).startsWith("banned 203.0.113.0/24 until ");
        assertThat(run("ban", "198.51.100.9:8333").out()).startsWith("banned 198.51.100.9 until ");

        assertThat(run("bans").lines()).hasSize(3).anyMatch(line -> line.matches("203\\.0\\.113\\.0/24 +\\S+Z +\\S+Z +manual: spam"));
        assertThat(run("peers", "list", "--status", "banned").lines()).hasSize(2);
        assertThat(run("unban", "203.0.113.0/24").out()).isEqualTo("unbanned 203.0.113.0/24\n");
        var again = new Cli(home);
        assertThat(again.run("unban", "203.0.113.0/24")).isEqualTo(1);
        assertThat(again.err()).isEqualTo("p2p: there is no ban on 203.0.113.0/24\n");
        assertThat(run("peers", "list", "--status", "banned").lines()).hasSize(1);
        assertThat(run("peers", "list", "--status", "unknown").lines()).hasSize(3);
    }

    @Test
    void bansThatHaveEndedAreListedOnRequestOnly() {
        fill(store -> store.putBan(new Ban(Cidr.parse("203.0.113.1"), new BanReason.Manual(""), now.minusSeconds(9), Optional.of(now.minusSeconds(1)))));

        assertThat(run("bans").lines()).hasSize(1);
        assertThat(run("bans", "--all").lines()).hasSize(2);
    }

    @Test
    void aStoreThatIsInUseIsRefusedWithOneMessage() throws Exception {
        try (var _ = open("json", Map.of("file", storeFile()))) {
            var cli = new Cli(home);

            assertThat(cli.run("peers", "list")).isEqualTo(1);

            assertThat(cli.out()).isEmpty();
            assertThat(cli.err()).startsWith("p2p: the peer file ").contains("is in use").hasLineCount(1);
        }
    }

    @Test
    void thePeersThatARunLeavesAreThoseThatAreListed() throws Exception {
        run("peers", "add", "127.0.0.1:1", "--network", "regtest");
        var node = new Cli(home);
        var running = node.start("run", "--network", "regtest", "--discovery", "none");
        node.awaitLine("RUNNING");
        var cli = new Cli(home);
        assertThat(cli.run("peers", "list", "--network", "regtest")).isEqualTo(1);
        assertThat(cli.err()).contains("is in use");
        node.stop.want();
        assertThat(Cli.await(running)).isZero();

        assertThat(run("peers", "list", "--network", "regtest").out()).contains("127.0.0.1:1 ");
        assertThat(run("peers", "list").lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "export"})
    void aReaderThatHasEnoughEndsTheList(String command) {
        fill(store -> store.batch(IntStream.range(0, 20_000)
                .mapToObj(i -> Peer.discovered(Endpoint.parse("10.%d.%d.1:8333".formatted(i / 250, i % 250)), "test", now)).toList()));
        var written = new int[1];
        var closed = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (++written[0] > 1000) throw new IOException("closed");
            }
        }, false, UTF_8);

        assertThat(new Cli(home).output(closed).run("peers", command)).isZero();

        assertThat(written[0]).isLessThan(5_000);
    }

    @Test
    void aFileThatCannotBeReadOrWrittenIsOneMessage() {
        var nowhere = home.resolve("no/such/peers.json").toString();
        for (var command : List.of("import", "export")) {
            var cli = new Cli(home);
            assertThat(cli.run("peers", command, nowhere)).isEqualTo(1);
            assertThat(cli.err()).startsWith("p2p: " + nowhere + " cannot be ").hasLineCount(1);
        }
    }

    private static boolean harmless(String line) {
        return line.codePoints().noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.FORMAT);
    }

    private List<Peer> everyKind() {
        var peers = new ArrayList<Peer>();
        var reasons = List.of(new BanReason.NetworkMismatch(new Magic(1), new Magic(-2)), new BanReason.BlockchainMismatch("h"),
                new BanReason.BannedUserAgent("'=\\\"a,\n"), new BanReason.Misbehavior("m"), new BanReason.Manual(""));
        for (var reason : reasons) {
            var peer = peer(peers.size() + 1);
            peers.add(peer.withBan(new Ban(Cidr.of(peer.ip()), reason, now, Optional.of(now.plusSeconds(9)))));
        }
        for (var text : Samples.HOSTILE_TEXTS) peers.add(peer(peers.size() + 1).withVersion(-1, text, -7, Integer.MAX_VALUE));
        peers.add(new Peer(UUID.randomUUID(), Endpoint.parse("[2001:db8::7]:1"), PeerStatus.INACCESSIBLE, now, Optional.empty(), 33, "'x", 70016, -1,
                Optional.of(now), 3, Optional.of(now.plusSeconds(60)), "addr:[2001:db8::1]:8333"));
        return peers;
    }

    private Peer peer(int n) {
        return Peer.discovered(new Endpoint(IpAddress.parse("203.0.113." + n), 8333), "test", now);
    }

    private Cli run(String... arguments) {
        var cli = new Cli(home);
        cli.run(arguments);
        return cli;
    }

    private void fill(Consumer<PeerStore> work) {
        try (var store = open("json", Map.of("file", storeFile()))) {
            work.accept(store);
        }
    }

    private static List<Peer> content(String name, Map<String, String> settings) {
        try (var store = open(name, settings); var all = store.listAll()) {
            return all.toList();
        }
    }

    private static PeerStore open(String name, Map<String, String> settings) {
        return Plugins.installed().find(PeerStoreProvider.class, name).open(settings);
    }

    private String storeFile() {
        return home.resolve(".local/share/bsv-p2p/peers-mainnet.json").toString();
    }
}
