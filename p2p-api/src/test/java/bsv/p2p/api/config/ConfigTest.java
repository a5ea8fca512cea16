package bsv.p2p.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.error.InvalidConnectionLimits;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ConfigTest {
    private static final Duration NONE = Duration.ZERO;
    private static final Duration TOO_LONG = Duration.ofDays(36_501);

    private static final List<Record> DEFAULTS = List.of(BackoffConfig.DEFAULT, BanConfig.DEFAULT, ConnectionConfig.DEFAULT, ConnectionLimits.DEFAULT, DiscoveryConfig.DEFAULT,
            GossipConfig.DEFAULT, IdentityConfig.DEFAULT, ListenerConfig.DEFAULT, ManagerConfig.DEFAULT, ObservabilityConfig.DEFAULT, PayloadLimits.DEFAULT, RestartConfig.DEFAULT,
            StoreConfig.DEFAULT, SubscriptionOptions.DEFAULT);

    @TestFactory
    Stream<DynamicTest> copiesChangeOneThingAndNothingElse() {
        return DEFAULTS.stream().flatMap(config -> Arrays.stream(config.getClass().getRecordComponents())
                .map(component -> DynamicTest.dynamicTest(config.getClass().getSimpleName() + "." + component.getName(), () -> checkWith(config, component))));
    }

    @Test
    void allProblemsOfBackoffAreToldAtOnce() {
        assertProblems(() -> new BackoffConfig(NONE, 1, Duration.ofSeconds(-1), -1, TOO_LONG, NONE),
                "initialBackoff must be more than zero, is PT0S", "backoffMultiplier must be more than 1, is 1.0", "maxBackoff (PT-1S) must not be below initialBackoff (PT0S)",
                "maxRetries must be 0..2147483647, is -1", "initialCoolDown must be at most 36500 days, is PT876024H", "maxCoolDown (PT0S) must not be below initialCoolDown (PT876024H)");
        assertProblems(() -> BackoffConfig.DEFAULT.withBackoffMultiplier(Double.NaN), "backoffMultiplier must be more than 1, is NaN");
        assertProblems(() -> BackoffConfig.DEFAULT.withBackoffMultiplier(Double.POSITIVE_INFINITY), "backoffMultiplier must be more than 1, is Infinity");
    }

    @Test
    void allProblemsOfAConnectionAreToldAtOnce() {
        assertProblems(() -> new ConnectionConfig(NONE, NONE, NONE, NONE, NONE, 65_535, BackoffConfig.DEFAULT, RestartConfig.DEFAULT, PayloadLimits.DEFAULT),
                "connectTimeout must be more than zero, is PT0S", "handshakeTimeout must be more than zero, is PT0S", "pingInterval must be more than zero, is PT0S",
                "pingTimeout must be more than zero, is PT0S", "writeTimeout must be more than zero, is PT0S", "maxQueuedBytes must be 65536..1073741824, is 65535");
    }

    @Test
    void allProblemsOfPayloadsAreToldAtOnce() {
        assertProblems(() -> new PayloadLimits(1_048_575, OptionalLong.of(1), 1),
                "maxRecvPayloadLength must be 1048576..4294967295, is 1048575", "maxBlockPayload must be 1048576..9223372036854775807, is 1", "streamThreshold must be 1048576..1073741824, is 1");
        assertProblems(() -> PayloadLimits.DEFAULT.withMaxRecvPayloadLength(1L << 32), "maxRecvPayloadLength must be 1048576..4294967295, is 4294967296");
        assertThat(PayloadLimits.DEFAULT.withMaxRecvPayloadLength(0xffff_ffffL).maxRecvPayloadLength()).isEqualTo(0xffff_ffffL);
    }

    @Test
    void limitsOfConnectionsGoTogether() {
        assertThatExceptionOfType(InvalidConnectionLimits.class).isThrownBy(() -> new ConnectionLimits(5, 4, false, -1, false)).satisfies(invalid -> {
            assertThat(invalid.target()).isEqualTo(5);
            assertThat(invalid.max()).isEqualTo(4);
            assertThat(invalid.problems()).containsExactly("targetConnections (5) must not exceed maxConnections (4)", "maxInboundPerAddress must be 0 or more, is -1");
        });
        assertProblems(() -> ConnectionLimits.of(-1, -2), "targetConnections must be 0 or more, is -1", "maxConnections must be 0 or more, is -2", "targetConnections (-1) must not exceed maxConnections (-2)");
        assertThat(ConnectionLimits.of(0, 0).maxInbound()).isZero();
        assertThat(ConnectionLimits.of(8, 20).maxInbound()).isEqualTo(12);
    }

    @Test
    void allProblemsOfTheRestAreToldAtOnce() {
        assertProblems(() -> new BanConfig(List.of(), List.of(), false, NONE, List.of(), 0, true, Optional.empty()), "banDuration must be more than zero, is PT0S", "maxBans must be 1..10000000, is 0");
        assertProblems(() -> new GossipConfig(NONE, 1.5, NONE, 0, -1, NONE, NONE), "addrInterval must be more than zero, is PT0S", "getaddrShare must be more than 0 and at most 1, is 1.5",
                "selfAnnounceInterval must be more than zero, is PT0S", "addrBurst must be 1..1000000, is 0", "addrRate must be 0 or more, is -1.0",
                "getaddrCache must be more than zero, is PT0S", "feelerInterval must be more than zero, is PT0S");
        assertProblems(() -> new ListenerConfig(true, List.of(), OptionalInt.of(65_536), NONE, -1, NONE, 65_537), "listenerPort must be 0..65535, is 65536", "retryInterval must be more than zero, is PT0S",
                "overCapacityHandshakes must be 0..65536, is -1", "overCapacityTimeout must be more than zero, is PT0S", "overCapacityWaiting must be 0..65536, is 65537");
        assertProblems(() -> new RestartConfig(-1, NONE, Duration.ofSeconds(-1)), "maxRestarts must be 0..2147483647, is -1", "restartWindow must be more than zero, is PT0S", "stableAfter must not be negative, is PT-1S");
        assertProblems(() -> new StoreConfig("SQL", Map.of(), NONE), "saveInterval must be more than zero, is PT0S", "store name must be lower-case letters, digits and dashes, is \"SQL\"");
        assertProblems(() -> new ObservabilityConfig(LogLevel.INFO, Map.of("a b", LogLevel.INFO), true, Optional.of("localhost:4317"), " "), "logLevels must be of names, has \"a b\"", "serviceName must not be blank",
                "telemetryEndpoint must be an http or https URL, is \"localhost:4317\"");
        assertProblems(() -> IdentityConfig.DEFAULT.withProtocolVersion(31_799), "protocolVersion must be 31800..2147483647, is 31799");
        assertProblems(() -> DiscoveryConfig.DEFAULT.withInterval(NONE), "interval must be more than zero, is PT0S");
        assertProblems(() -> ManagerConfig.DEFAULT.withShutdownTimeout(NONE), "shutdownTimeout must be more than zero, is PT0S");
        assertProblems(() -> SubscriptionOptions.DEFAULT.withCapacity(0), "capacity must be 1..1000000, is 0");
    }

    @Test
    void storesAreReadFromText() {
        assertThat(StoreConfig.parse("memory")).isEqualTo(StoreConfig.DEFAULT);
        assertThat(StoreConfig.parse("json:/tmp/a:b.json")).isEqualTo(StoreConfig.DEFAULT.withName("json").withSettings(Map.of("file", "/tmp/a:b.json")));
        assertThat(StoreConfig.parse("sql:jdbc:sqlite:peers.db").settings()).containsExactly(Map.entry("url", "jdbc:sqlite:peers.db"));
        assertThat(StoreConfig.parse("redis:localhost").settings()).containsExactly(Map.entry("location", "localhost"));
        assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(() -> StoreConfig.parse(":file"));
    }

    @Test
    void listsAndMapsAreCopied() {
        var agents = new ArrayList<>(List.of(new UserAgentPattern("a")));
        var settings = new HashMap<>(Map.of("a", "b"));
        var seeds = new ArrayList<>(List.of("seed.test"));
        var bans = BanConfig.DEFAULT.withBannedUserAgents(agents);
        var discovery = DiscoveryConfig.DEFAULT.withSettings(settings).withDnsSeeds(Optional.of(seeds));
        agents.clear();
        settings.clear();
        seeds.clear();
        assertThat(bans.bannedUserAgents()).hasSize(1);
        assertThat(discovery.settings()).hasSize(1);
        assertThat(discovery.dnsSeeds().orElseThrow()).hasSize(1);
    }

    @Test
    void whatIsNotSetComesFromTheNetwork() {
        var config = ManagerConfig.of(Network.STN);
        assertThat(config.dnsSeeds()).isEqualTo(Network.STN.dnsSeeds());
        assertThat(config.listenerPort()).isEqualTo(9333);
        assertThat(config.withDiscovery(DiscoveryConfig.DEFAULT.withDnsSeeds(Optional.of(List.of()))).dnsSeeds()).isEmpty();
        assertThat(config.withListener(ListenerConfig.DEFAULT.withPort(OptionalInt.of(0))).listenerPort()).isZero();
    }

    /// The defaults that users read in the documentation.
    @Test
    void defaultsAreTheDocumentedOnes() {
        var connection = ManagerConfig.DEFAULT.connection();
        assertThat(ManagerConfig.DEFAULT.network()).isEqualTo(Network.MAINNET);
        assertThat(ManagerConfig.DEFAULT.limits()).isEqualTo(ConnectionLimits.of(8, 20));
        assertThat(connection.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(connection.handshakeTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(connection.pingInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(connection.pingTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(connection.backoff()).isEqualTo(new BackoffConfig(Duration.ofSeconds(5), 2, Duration.ofMinutes(10), 10, Duration.ofHours(1), Duration.ofHours(24)));
        assertThat(connection.restarts()).isEqualTo(new RestartConfig(3, Duration.ofHours(1), Duration.ofSeconds(60)));
        assertThat(connection.payloads()).isEqualTo(new PayloadLimits(2_097_152, OptionalLong.empty(), 4 << 20));
        assertThat(ManagerConfig.DEFAULT.bans().banDuration()).isEqualTo(Duration.ofHours(24));
        assertThat(ManagerConfig.DEFAULT.gossip().getaddrShare()).isEqualTo(0.23);
        assertThat(ManagerConfig.DEFAULT.identity().protocolVersion()).isEqualTo(70_016);
    }

    private static void assertProblems(ThrowingCallable making, String... problems) {
        assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(making).satisfies(invalid -> assertThat(invalid.problems()).containsExactly(problems));
    }

    private static void checkWith(Record config, RecordComponent changed) throws Exception {
        var name = changed.getName();
        var with = config.getClass().getMethod("with" + Character.toUpperCase(name.charAt(0)) + name.substring(1), changed.getType());
        var value = other(changed, changed.getAccessor().invoke(config));
        var copy = with.invoke(config, value);
        for (var component : config.getClass().getRecordComponents()) {
            var expected = component.getName().equals(name) ? value : component.getAccessor().invoke(config);
            assertThat(component.getAccessor().invoke(copy)).as(component.getName()).isEqualTo(expected);
        }
        assertThat(copy).isNotEqualTo(config);
    }

    /// A valid value that is not `value`.
    private static Object other(RecordComponent component, Object value) throws InvocationTargetException, IllegalAccessException, NoSuchMethodException {
        return switch (value) {
            case Duration duration -> duration.plusSeconds(1);
            case Integer number -> number + 1;
            case Long number -> number + 1;
            case Double number -> number + 0.5;
            case Boolean flag -> !flag;
            case Network _ -> Network.STN;
            case LogLevel _ -> LogLevel.TRACE;
            case SubscriptionOptions.Overflow _ -> SubscriptionOptions.Overflow.HOLD_BACK;
            case OptionalInt _ -> OptionalInt.of(1);
            case OptionalLong _ -> OptionalLong.of(2_000_000);
            case Map<?, ?> _ -> Map.of("key", "value");
            case String text -> text + "x";
            case List<?> _, Optional<?> _ -> OTHER_VALUES.get(component.getName());
            case Record nested -> {
                var first = nested.getClass().getRecordComponents()[component.getName().equals("observability") ? 3 : 0];
                var name = first.getName();
                yield nested.getClass().getMethod("with" + Character.toUpperCase(name.charAt(0)) + name.substring(1), first.getType()).invoke(nested, other(first, first.getAccessor().invoke(nested)));
            }
            default -> throw new AssertionError("no other value known for " + component);
        };
    }

    private static final Map<String, Object> OTHER_VALUES = Map.of(
            "bannedUserAgents", List.of(new UserAgentPattern("a")),
            "allowedUserAgents", List.of(new UserAgentPattern("b")),
            "chainPin", Optional.of(ChainPin.MAINNET),
            "permitted", List.of(Cidr.parse("10.0.0.0/8")),
            "strategies", List.of(),
            "dnsSeeds", Optional.of(List.of("seed.test")),
            "localAddress", Optional.of(IpAddress.parse("10.0.0.1")),
            "addresses", List.of(Endpoint.parse("10.0.0.1:1")),
            "telemetryEndpoint", Optional.of("http://localhost:4317"));
}
