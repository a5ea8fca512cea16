package bsv.p2p.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.config.LogLevel;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.config.UserAgentPattern;
import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourcesTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final List<Given> options = new ArrayList<>();
    private Optional<Path> file = Optional.empty();
    private String home = "/home/ann";
    private List<String> installed = List.of();

    @Test
    void withoutAnySourceTheDefaultsHoldAndPeersAreKeptInTheUsersFolder() {
        var config = load();

        assertThat(config.manager().withStore(ManagerConfig.DEFAULT.store())).isEqualTo(ManagerConfig.DEFAULT);
        assertThat(config.manager().store().name()).isEqualTo("json");
        assertThat(config.manager().store().settings()).containsExactly(Map.entry("file", "/home/ann/.local/share/bsv-p2p/peers-mainnet.json"));
        assertThat(config.connect()).isEmpty();
        assertThat(config.transport()).isEqualTo("netty");
        assertThat(config.events()).isEqualTo(EventFormat.TEXT);
    }

    @Test
    void optionsBeatTheEnvironmentTheEnvironmentBeatsTheFileTheFileBeatsDefaults() throws IOException {
        toml("""
                targetConnections = 1
                maxConnections = 11
                pingInterval = "1m"
                """);
        environment.put("P2P_TARGET_CONNECTIONS", "2");
        environment.put("P2P_MAX_CONNECTIONS", "12");
        option("targetConnections", "3");

        var config = load().manager();

        assertThat(config.limits().target()).isEqualTo(3);
        assertThat(config.limits().max()).isEqualTo(12);
        assertThat(config.connection().pingInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.connection().pingTimeout()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void everyProblemOfEverySourceIsSaidAtOnceWithItsPlace() throws IOException {
        toml("""
                # a comment
                targetConnections = "lots"
                initialBackof = "5s"

                [discovery]
                dns.servers = ["127.0.0.1:53"]
                [listener]
                port = 1
                """);
        environment.put("P2P_PING_INTERVAL", "5");
        environment.put("P2P_PING_INTERVALL", "5s");
        environment.put("PATH", "/bin");
        option("maxBackoff", "1s");
        option("admin", "203.0.113.7:8080");
        option("addnode", "no-such-host.invalid:1");

        assertThat(problems()).containsExactlyInAnyOrder(
                file() + ":2: targetConnections: expected a whole number, found \"lots\"",
                file() + ":3: there is no setting \"initialBackof\"; did you mean initialBackoff?",
                file() + ":8: there is no setting \"listener.port\"; did you mean listenerPort?",
                "P2P_PING_INTERVAL: pingInterval: expected a number and ms, s, m, h or d, such as 30s, found \"5\"",
                "P2P_PING_INTERVALL: no setting has this variable; did you mean P2P_PING_INTERVAL?",
                "--set: maxBackoff (1s) must not be below initialBackoff (5s)",
                "--set: admin: expected a loopback address unless adminToken is set, found 203.0.113.7:8080",
                "--set: addnode: the host \"no-such-host.invalid\" has no address");
    }

    @Test
    void aProblemOfTwoSettingsNamesThePlacesOfBoth() throws IOException {
        toml("maxConnections = 4");
        environment.put("P2P_TARGET_CONNECTIONS", "5");

        assertThat(problems()).containsExactly("P2P_TARGET_CONNECTIONS, " + file() + ":1: targetConnections (5) must not exceed maxConnections (4)");
    }

    @Test
    void settingsThatOnlyTogetherAreRightAreRight() {
        option("maxConnections", "4");
        option("targetConnections", "4");
        option("initialBackoff", "1h");
        option("maxBackoff", "2h");

        assertThat(load().manager().limits().max()).isEqualTo(4);
        assertThat(load().manager().connection().backoff().initialBackoff()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aWrongValueIsAProblemEvenIfALaterSourceReplacesIt() {
        environment.put("P2P_TARGET_CONNECTIONS", "lots");
        option("targetConnections", "3");

        assertThat(problems()).singleElement().asString().startsWith("P2P_TARGET_CONNECTIONS: ");
    }

    @Test
    void settingsOfPartsComeFromEverySource() throws IOException {
        toml("""
                [store]
                use = "json"
                [store.json]
                file = "/a"
                [discovery.dns]
                servers = ["127.0.0.1:53", "127.0.0.2:53"]
                [extension.otel]
                header = "x"
                """);
        environment.put("P2P_STORE_JSON_FILE", "/b");
        environment.put("P2P_DISCOVERY_DNS_QUERY_TIMEOUT", "3s");
        option("transport.netty.ioThreads", "1");

        var config = load();

        assertThat(config.manager().store().settings()).isEqualTo(Map.of("file", "/b"));
        assertThat(config.manager().discovery().settings()).isEqualTo(Map.of("dns.servers", "127.0.0.1:53,127.0.0.2:53", "dns.queryTimeout", "3s"));
        assertThat(config.transportSettings()).isEqualTo(Map.of("ioThreads", "1"));
        assertThat(config.extensionSettings()).isEqualTo(Map.of("otel.header", "x"));
    }

    @Test
    void thePlaceInAStoreIsASettingOfThatStore() {
        environment.put("P2P_STORE_JSON_FILE", "/b");
        option("store", "json:/c");

        assertThat(load().manager().store().settings()).isEqualTo(Map.of("file", "/c"));
    }

    @Test
    void settingsOfAnotherStoreDoNotReachThisOne() {
        environment.put("P2P_STORE_JSON_FILE", "/b");
        option("store", "sql:jdbc:sqlite:/d");

        assertThat(load().manager().store().name()).isEqualTo("sql");
        assertThat(load().manager().store().settings()).isEqualTo(Map.of("url", "jdbc:sqlite:/d"));
    }

    @Test
    void aPartWithADashInItsNameIsToldFromItsSettingsIfItIsInstalled() {
        installed = List.of("my", "my-store");
        environment.put("P2P_STORE_MY_STORE_FILE_NAME", "/e");
        option("store", "my-store");

        assertThat(load().manager().store().settings()).isEqualTo(Map.of("fileName", "/e"));
    }

    @Test
    void storesWithoutAPlaceAreKeptInTheFolderOfTheUserByNetwork() {
        environment.put("XDG_DATA_HOME", "/data");
        option("network", "regtest");
        option("store", "sql");
        assertThat(load().manager().store().settings()).containsEntry("url", "jdbc:sqlite:/data/bsv-p2p/peers-regtest.db");

        option("store", "json:");
        assertThat(load().manager().store().settings()).containsEntry("file", "/data/bsv-p2p/peers-regtest.json");

        environment.put("XDG_DATA_HOME", "relative");
        assertThat(load().manager().store().settings()).containsEntry("file", "/home/ann/.local/share/bsv-p2p/peers-regtest.json");

        home = "?";
        assertThat(problems()).singleElement().asString().contains("no home folder").contains("XDG_DATA_HOME");
    }

    @Test
    void theDefaultPortIsTakenWhereAnAddressHasNone() {
        option("network", "regtest");
        option("connect", "127.0.0.1,127.0.0.2:7");
        assertThat(load().connect()).containsExactly(Endpoint.parse("127.0.0.1:18444"), Endpoint.parse("127.0.0.2:7"));

        option("defaultPort", "99");
        var config = load();
        assertThat(config.connect()).containsExactly(Endpoint.parse("127.0.0.1:99"), Endpoint.parse("127.0.0.2:7"));
        assertThat(config.manager().listenerPort()).isEqualTo(99);
        assertThat(config.manager().network().magic()).isEqualTo(Network.REGTEST.magic());
    }

    @Test
    void portZeroOfAListenerIsAnyFreeOneAndOnlyThere() {
        option("network", "regtest");
        option("listenerAddresses", "127.0.0.1,127.0.0.2:0");

        var listener = load().manager().listener();

        assertThat(listener.addresses()).containsExactly(Endpoint.parse("127.0.0.1:18444"), Endpoint.parse("127.0.0.2:0"));
        assertThat(listener.port()).hasValue(0);
    }

    @Test
    void listsAreSplitAtCommasUnlessTheyAreListsAlready() throws IOException {
        toml("bannedUserAgents = [\"/a,b/\", \"c\"]");
        environment.put("P2P_ALLOWED_USER_AGENTS", "d, e,");

        var bans = load().manager().bans();

        assertThat(bans.bannedUserAgents()).extracting(UserAgentPattern::text).containsExactly("/a,b/", "c");
        assertThat(bans.allowedUserAgents()).extracting(UserAgentPattern::text).containsExactly("d", "e");
    }

    @Test
    void componentsHaveLevelsOfTheirOwn() throws IOException {
        toml("""
                [logLevel]
                use = "warn"
                transport = "debug"
                io.netty = "info"
                """);
        environment.put("P2P_LOG_LEVEL_STORE", "trace");
        option("logLevel.transport", "Error");

        var observability = load().manager().observability();

        assertThat(observability.logLevel()).isEqualTo(LogLevel.WARN);
        assertThat(observability.logLevels()).containsOnly(Map.entry("transport", LogLevel.ERROR), Map.entry("io.netty", LogLevel.INFO), Map.entry("store", LogLevel.TRACE));
    }

    @Test
    void aComponentOrLevelThatThereIsNotIsAProblem() {
        environment.put("P2P_LOG_LEVEL_TRANSPROT", "debug");
        option("logLevel.store", "loud");

        assertThat(problems()).containsExactlyInAnyOrder("P2P_LOG_LEVEL_TRANSPROT: logLevel.transprot: there is no component \"transprot\"; did you mean transport?",
                "--set: logLevel.store: expected one of error, warn, info, debug, trace, found \"loud\"");
    }

    @Test
    void theAdminInterfaceIsOnLoopbackUnlessThereIsAToken() {
        assertThat(load().admin()).isEmpty();
        option("admin", "localhost:9100");
        assertThat(load().admin()).hasValueSatisfying(admin -> {
            assertThat(admin.host()).isEqualTo("localhost");
            assertThat(admin.address().ip().isLoopback()).isTrue();
            assertThat(admin.address().port()).isEqualTo(9100);
        });
        option("admin", "0.0.0.0:9100");
        assertThat(problems()).containsExactly("--set: admin: expected a loopback address unless adminToken is set, found 0.0.0.0:9100");
        environment.put("P2P_ADMIN_TOKEN", "short secret");
        assertThat(problems()).anyMatch(problem -> problem.startsWith("P2P_ADMIN_TOKEN: ")).noneMatch(problem -> problem.contains("secret"));
        environment.put("P2P_ADMIN_TOKEN", "0123456789abcdef");
        assertThat(load().admin()).hasValueSatisfying(admin -> assertThat(admin.toString()).contains("0.0.0.0").doesNotContain("0123456789"));
        option("admin", "localhost");
        assertThat(problems()).containsExactly("--set: admin: expected HOST:PORT or off, found \"localhost\"");
    }

    @Test
    void aFileThatIsNoTomlSaysTheLine() throws IOException {
        toml("targetConnections = 1\nthis is no toml\n");

        assertThat(problems()).singleElement().asString().startsWith(file() + ":2: no TOML: ");
    }

    @Test
    void aFileThatIsMissingOrTooLargeOrNoTextIsAProblem() throws IOException {
        file = Optional.of(folder.resolve("missing.toml"));
        assertThat(problems()).containsExactly(file() + ": there is no such file");

        toml("#".repeat((1 << 20) + 1));
        assertThat(problems()).singleElement().asString().contains("at most 1 MiB");

        Files.write(file.orElseThrow(), new byte[] {(byte) 0xff});
        assertThat(problems()).containsExactly(file() + ": expected UTF-8");

        file = Optional.of(folder);
        assertThat(problems()).singleElement().asString().startsWith(folder + ": the file cannot be read");
    }

    @Test
    void valuesOfATomlFileMayBeTextsNumbersAndFlags() throws IOException {
        toml("""
                targetConnections = 3
                getaddrShare = 0.5
                listenerEnabled = true
                network = "regtest"
                maxBlockPayload = "none"
                connect = [["a"]]
                """);

        assertThat(problems()).containsExactly(file() + ":6: connect: expected a list of texts or numbers, found a list of lists or tables");
    }

    private void option(String key, String value) {
        options.add(Given.text(key, value, "--set"));
    }

    private void toml(String text) throws IOException {
        file = Optional.of(Files.writeString(folder.resolve("node.toml"), text));
    }

    private String file() {
        return file.orElseThrow().toString();
    }

    private NodeConfig load() {
        return new ConfigSources(file, environment, options, home, () -> installed, "json").load(List.of());
    }

    private List<String> problems() {
        var problems = new ArrayList<String>();
        assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(this::load).satisfies(invalid -> problems.addAll(invalid.problems()));
        return problems;
    }
}
