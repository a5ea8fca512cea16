package bsv.p2p.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.InvalidConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class SettingsTest {
    /// Components that are set by more than one setting, or by settings of parts.
    private static final Set<String> APART = Set.of("listener.addresses", "store.name", "store.settings", "discovery.settings", "observability.logLevels");

    static final List<Setting<?>> ALL = Settings.ALL;

    /// Key, a good value that is not the default, what it prints as, a wrong value.
    private static final String EACH = """
            network                   | testnet              | testnet             | moonnet
            defaultPort               | 9000                 | 9000                | 0
            targetConnections         | 3                    | 3                   | -1
            maxConnections            | 100                  | 100                 | many
            countInboundTowardsTarget | yes                  | true                | maybe
            maxInboundPerAddress      | 0                    | 0                   | -1
            trimExcess                | on                   | true                | off course
            connect                   | 127.0.0.1            | 127.0.0.1           | 127.0.0.1:99999
            addnode                   | [::1]:1              | [::1]:1             | 127.0.0.1:0
            listenerEnabled           | ON                   | true                | 1
            listenerAddresses         | 127.0.0.1:0,::1      | 127.0.0.1:0,[::1]   | here there
            listenerPort              | 0                    | 0                   | 65536
            listenerRetryInterval     | 1s                   | 1s                  | 0s
            overCapacityHandshakes    | 1                    | 1                   | 65537
            overCapacityTimeout       | 1500ms               | 1500ms              | 0ms
            overCapacityWaiting       | 0                    | 0                   | -5
            discovery                 | none                 | none                | DNS!
            dnsSeeds                  | a.example, b.example | a.example,b.example | a b
            discoveryInterval         | 2h                   | 2h                  | 0h
            bannedUserAgents          | abc,/x*/             | abc,/x*/            | LONG
            allowedUserAgents         | good                 | good                | LONG
            strictBlockchain          | true                 | true                | no!
            banDuration               | 7d                   | 7d                  | forever
            permitted                 | 10.0.0.0/8,::1       | 10.0.0.0/8,::1      | 10.0.0.0/33
            maxBans                   | 10                   | 10                  | 0
            chainCheck                | false                | false               | no!
            chainPin                  | 0000000000000000000000000000000000000000000000000000000000000000:0000000000000000000000000000000000000000000000000000000000000000            | 0000000000000000000000000000000000000000000000000000000000000000:0000000000000000000000000000000000000000000000000000000000000000::         | 0000000000000000000000000000000000000000000000000000000000000000
            store                     | memory               | memory              | :x
            saveInterval              | 1m                   | 1m                  | 0m
            userAgent                 | /mine:1/             | /mine:1/            | /cash:1/
            services                  | 0x20                 | BITCOIN_CASH        | LOOM
            protocolVersion           | 70015                | 70015               | 31799
            bindAddress               | 127.0.0.2            | 127.0.0.2           | localhost
            addrInterval              | 100ms                | 100ms               | 1
            getaddrShare              | 50%                  | 0.5                 | 101%
            selfAnnounceInterval      | 1d                   | 24h                 | 0d
            addrBurst                 | 5                    | 5                   | 0
            addrRate                  | 2.5                  | 2.5                 | -1
            getaddrCache              | 1h                   | 1h                  | 0s
            feelerInterval            | 1m                   | 1m                  | 0s
            connectTimeout            | 1s                   | 1s                  | 0s
            handshakeTimeout          | 1s                   | 1s                  | soon
            pingInterval              | 1s                   | 1s                  | 5
            pingTimeout               | 1s                   | 1s                  | -1s
            writeTimeout              | 1s                   | 1s                  | 36501d
            maxQueuedBytes            | 65536                | 65536               | 65535
            initialBackoff            | 1s                   | 1s                  | 0s
            backoffMultiplier         | 1.5                  | 1.5                 | 1
            maxBackoff                | 5s                   | 5s                  | 4s
            maxRetries                | 0                    | 0                   | -1
            initialCoolDown           | 1m                   | 1m                  | 25h
            maxCoolDown               | 2h                   | 2h                  | 1m
            maxRestarts               | 0                    | 0                   | x
            restartWindow             | 2h                   | 2h                  | 0s
            stableAfter               | 0s                   | 0s                  | -1s
            maxRecvPayloadLength      | 1048576              | 1048576             | 1048575
            maxBlockPayload           | 4000000              | 4000000             | 1048575
            streamThreshold           | 1048576              | 1048576             | 1073741825
            transport                 | other                | other               | OTHER TRANSPORT
            extensions                | otel                 | otel                | o,T!
            logLevel                  | Debug                | debug               | loud
            logFormat                 | JSON                 | json                | xml
            logFile                   | p2p.log              | p2p.log             | NUL
            telemetryEnabled          | true                 | true                | otel
            telemetryEndpoint         | http://127.0.0.1:1   | http://127.0.0.1:1  | localhost
            serviceName               | mine                 | mine                | BLANK
            events                    | JSON                 | json                | xml
            admin                     | 127.0.0.1:8080       | 127.0.0.1:8080      | 0.0.0.0:8080
            adminToken                | 0123456789abcdef     |                     | 0123456789abcde
            shutdownTimeout           | 1s                   | 1s                  | 0s
            """;

    @Test
    void everySettingIsTriedHere() {
        assertThat(EACH.lines().map(line -> line.split("\\|", 2)[0].strip())).containsExactlyElementsOf(ALL.stream().map(Setting::name).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = EACH, quoteCharacter = '\0')
    void everySettingAppliesAndNothingElseChanges(String name, String good, String printed) {
        var setting = Settings.find(name).orElseThrow();

        var config = load(name, good);

        setting.component().ifPresent(path -> {
            var value = ConfigTree.valueAt(config.manager(), path);
            assertThat(print(setting, value)).isEqualTo(printed);
            assertThat(print(setting, value)).isNotEqualTo(setting.byDefault());
            var defaults = ConfigTree.with(config.manager(), Map.of(path, ConfigTree.valueAt(ManagerConfig.DEFAULT, path)), (_, invalid) -> { throw invalid; });
            assertThat(defaults).isEqualTo(load("targetConnections", "8").manager());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = EACH, quoteCharacter = '\0')
    void everySettingRefusesAWrongValueAndSaysWhereItCameFrom(String name, String good, String printed, String wrong) {
        var text = switch (wrong) {
            case "LONG" -> "x".repeat(257);
            case "NUL" -> "a\0b";
            case "BLANK" -> " ";
            default -> wrong;
        };

        assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(() -> load(name, text)).satisfies(refused -> {
            assertThat(refused.problems()).singleElement().asString().startsWith("--set: ").contains(name);
        });
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void aDefaultThatIsAValueIsReadBack(Setting<?> setting) {
        if (setting.component().isEmpty() || setting.byDefault().isEmpty()) return;
        var expected = ConfigTree.valueAt(ManagerConfig.DEFAULT, setting.component().get());

        assertThat(setting.kind().read(Given.text(setting.name(), setting.byDefault(), "test"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void aKindGivesWhatItsComponentTakes(Setting<?> setting) {
        if (setting.component().isEmpty()) return;
        var component = ConfigTree.componentAt(ManagerConfig.class, setting.component().get());

        assertThat(setting.kind().read(Given.text(setting.name(), sample(setting.name()), "test"))).isInstanceOf(boxed(component.getType()));
    }

    @Test
    void everyComponentOfTheConfigurationCanBeSet() {
        var leaves = new TreeSet<String>();
        collect(ManagerConfig.class, "", leaves);
        leaves.removeAll(APART);

        assertThat(ALL.stream().map(Setting::component).flatMap(Optional::stream)).containsExactlyInAnyOrderElementsOf(leaves);
    }

    @Test
    void namesAndVariablesAreUnique() {
        assertThat(ALL).extracting(Setting::name).doesNotHaveDuplicates();
        assertThat(ALL).extracting(Setting::variable).doesNotHaveDuplicates().contains("P2P_INITIAL_BACKOFF", "P2P_DNS_SEEDS", "P2P_NETWORK");
    }

    private static NodeConfig load(String key, String value) {
        return new ConfigSources(Optional.empty(), Map.of(), List.of(Given.text(key, value, "--set")), "/home/ann", List::of, "memory").load(List.of());
    }

    @SuppressWarnings("unchecked") // the value is of the setting's kind, that is what is tested
    private static <T> String print(Setting<T> setting, Object value) {
        return setting.kind().printer().apply((T) value);
    }

    private static String sample(String name) {
        return EACH.lines().map(line -> line.split("\\|", -1)).filter(row -> row[0].strip().equals(name)).map(row -> row[1].strip()).findFirst().orElseThrow();
    }

    private static void collect(Class<?> type, String prefix, Set<String> leaves) {
        for (var component : type.getRecordComponents()) {
            if (ConfigTree.isBranch(component.getType())) collect(component.getType(), prefix + component.getName() + ".", leaves);
            else leaves.add(prefix + component.getName());
        }
    }

    private static Class<?> boxed(Class<?> type) {
        return Map.<Class<?>, Class<?>>of(int.class, Integer.class, long.class, Long.class, double.class, Double.class, boolean.class, Boolean.class)
                .getOrDefault(type, type);
    }
}
