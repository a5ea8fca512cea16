package bsv.p2p.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// What is said to people who ask, and to those who get it wrong.
class UsageTest {
    static final List<String> COMMANDS = List.of("run", "monitor", "ping", "crawl", "discover", "decode", "encode", "peers", "ban", "unban", "bans", "plugins");
    static final List<String> OF_PEERS = List.of("list", "show", "add", "remove", "import", "export", "copy");

    @TempDir
    Path home;

    private Cli cli;

    @BeforeEach
    void begin() {
        cli = new Cli(home);
    }

    @Test
    void withoutACommandThereIsHelpAndOnlyCommandsThatExistAreInIt() {
        assertThat(cli.run()).isZero();
        assertThat(cli.err()).isEmpty();
        assertThat(cli.lines()).anyMatch(line -> line.startsWith("  decode "));
        assertThat(Main.commandLine(Console.system(new Stop())).getSubcommands().keySet()).containsAll(COMMANDS)
                .doesNotContain("connect", "config", "bench");
    }

    @Test
    void theVersionIsOneLine() {
        assertThat(cli.run("--version")).isZero();
        assertThat(cli.out()).matches("p2p \\d+\\.\\d+\\.\\d+\\S* \\(Java 25\\S*\\)\\R");
    }

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void everyCommandHasHelpThatFitsTheTerminal(String command) {
        assertThat(cli.run("help", command)).isZero();
        assertThat(new Cli(home).run(command, "--help")).isZero();
        fits(cli.out(), command);
    }

    @ParameterizedTest
    @FieldSource("OF_PEERS")
    void soHasEveryCommandOfPeers(String command) {
        assertThat(cli.run("peers", command, "--help")).isZero();
        fits(cli.out(), "peers " + command);
    }

    private static void fits(String help, String command) {
        assertThat(help).contains("Usage: p2p " + command).contains("--help");
        assertThat(help.lines()).allMatch(line -> line.length() <= 120 && line.chars().allMatch(c -> c >= 0x20 && c < 0x7f));
        // A line that was broken in two begins at the left.
        assertThat(help.lines().filter(line -> line.matches("[a-z0-9(].*"))).noneMatch(line -> line.length() < 25);
    }

    @Test
    void theHelpOfRunNamesEverySettingWithItsDefault() {
        cli.run("run", "--help");

        assertThat(cli.out()).contains("  pingInterval = 5m ", "  targetConnections = 8 ", "  shutdownTimeout = 10s ")
                .contains("Outbound connections to keep: 0..maxConnections (default: 8)");
    }

    @ParameterizedTest
    @CsvSource({
        "run --netwrok regtest, --netwrok, --network", "monitor --formt json, --formt, --format", "ping --cuont 3 host, --cuont, --count",
        "decode --ful, --ful, --full", "rn, rn, run", "--versoin, --versoin, --version",
    })
    void whatIsMistypedIsNamedAndTheNearestIsSuggested(String arguments, String wrong, String near) {
        assertThat(cli.run(arguments.split(" ", -1))).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).startsWith("p2p: ").contains(wrong).contains(near);
        noStackTrace();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            monitor --count 0                    | --count: expected 1 or more, found 0
            monitor --count x                    | '--count'
            monitor --seconds 0                  | --seconds: expected 1..
            monitor --format none                | --format: expected text or json
            monitor --format xml                 | '--format'
            monitor --events json                | --events
            ping                                 | HOST:PORT
            ping a:b                             | expected HOST:PORT
            ping 127.0.0.1:0                     | expected a port of 1..65535
            ping localhost --count 0             | --count: expected 1 or more
            ping localhost --interval 5          | expected a number and ms, s, m, h or d
            ping localhost --timeout 0s          | --timeout: expected more than 0
            ping localhost --network moon        | --network: expected mainnet
            run --admin 203.0.113.7:8080         | --admin: expected a loopback address unless adminToken is set
            run --store nostore                  | no PeerStoreProvider is called "nostore"; installed: json, memory, sql
            run --discovery nowhere              | no PeerDiscoveryProvider is called "nowhere"
            run --set transport=carrier-pigeon   | no TransportProvider is called "carrier-pigeon"
            run --set target                     | --set: expected KEY=VALUE, found "target"
            decode --payload pingpingpingping    | --payload': a command has at most 12 characters
            run --connect nobody                 | --connect: the host "nobody" has no address
            run --config a --config b            | '--config' (FILE) should be specified only once
            run --target 1 --target 2            | --target: targetConnections: expected one value, found 2
            run stray                            | 'stray'
            peers                                | expected one of list, show,
            peers list --limit 0                 | --limit: expected 1 or more
            peers list --within 1.2.3.4/33       | '--within'
            peers list --services lots           | expected network, getutxo
            peers list --status good             | '--status'
            peers list --store memory            | the store "memory" is gone when its node ends
            peers show                           | PEER
            peers show nobody                    | expected
            peers add 203.0.113.7:0              | expected a port of 1..65535
            peers add seed.example.com           | seed.example.com
            peers import --format xml            | '--format'
            peers copy json:a json:a             | expected two stores
            ban 203.0.113.0/33                   | expected an address or a block
            ban 203.0.113.7 --for ever           | expected a number and ms
            ban 203.0.113.7 --for 1h --permanent | expected --for or --permanent, found both
            unban nobody                         | expected an address or a block
            discover --network regtest           | the network regtest has no seeds
            discover --dns-server nobody         | servers
            """)
    void wrongUsageEndsWithTwoAndOneMessage(String arguments, String message) {
        assertThat(cli.run(arguments.split(" ", -1))).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains(message);
        noStackTrace();
    }

    @Test
    void everyProblemOfTheConfigurationIsInOneMessage() throws IOException {
        var file = Files.writeString(home.resolve("node.toml"), "pingInterval = \"often\"\ncolour = \"red\"\n");
        cli.variable("P2P_TARGET_CONNECTIONS", "lots");

        assertThat(cli.run("run", "--config", file.toString(), "--max", "few", "--listen", "127.0.0.1:x", "--set", "a\u001bb=1")).isEqualTo(2);
        assertThat(cli.err().lines()).containsExactly(
                "p2p: 6 problems:",
                "  " + file + ":1: pingInterval: expected a number and ms, s, m, h or d, such as 30s, found \"often\"",
                "  " + file + ":2: there is no setting \"colour\"",
                "  P2P_TARGET_CONNECTIONS: targetConnections: expected a whole number, found \"lots\"",
                "  --listen: listenerAddresses: expected HOST:PORT such as 203.0.113.7:8333 or [2001:db8::1]:8333, found \"127.0.0.1:x\"",
                "  --max: maxConnections: expected a whole number, found \"few\"",
                "  --set: there is no setting \"a\\x1bb\"",
                "See p2p run --help");
    }

    @Test
    void aFaultOfTheMachineEndsWithOneAndOneMessage() throws IOException {
        var file = Files.writeString(home.resolve("file"), "");

        assertThat(cli.run("run", "--network", "regtest", "--discovery", "none", "--log-file", file + "/p2p.log")).isEqualTo(1);
        assertThat(cli.err()).startsWith("p2p: the log file cannot be written").hasLineCount(1);
    }

    @Test
    void completionForShellsIsGenerated() {
        assertThat(cli.run("generate-completion")).isZero();
        assertThat(cli.out()).contains("complete -F _complete_p2p").contains("--ban-user-agent");
    }

    private void noStackTrace() {
        assertThat(cli.err()).doesNotContain("\tat ", "Exception");
    }
}
