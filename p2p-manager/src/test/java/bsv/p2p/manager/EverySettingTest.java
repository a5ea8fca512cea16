package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bsv.p2p.api.ConnectionSnapshot;
import bsv.p2p.api.config.ChainPin;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.LogLevel;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.config.UserAgentPattern;
import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every single setting that there is, one after the other changed under live connections: it holds from then on and ends none of them, or is
/// refused and changes nothing. What the settings do is in [LiveConfigTest] and others.
class EverySettingTest {
    private static final Endpoint NODE = Endpoint.parse("10.9.9.9:18444");
    private static final Set<String> FIXED = Set.of("network", "store.name", "store.settings", "discovery.strategies", "discovery.settings");
    private static final Map<String, Object> OTHERS = Map.of(
            "bannedUserAgents", List.of(new UserAgentPattern("a")), "allowedUserAgents", List.of(new UserAgentPattern("b")),
            "chainPin", Optional.of(ChainPin.MAINNET), "permitted", List.of(Cidr.parse("10.0.0.0/8")), "strategies", List.of("dns"),
            "dnsSeeds", Optional.of(List.of("seed.test")), "localAddress", Optional.of(IpAddress.parse("10.9.9.9")),
            "addresses", List.of(Endpoint.parse("10.9.9.9:1")), "telemetryEndpoint", Optional.of("http://localhost:4317"));
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));

    static Stream<String> settings() {
        return names("", ManagerConfig.class);
    }

    private static Stream<String> names(String prefix, Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).flatMap(component -> isPart(component.getType()) ? names(prefix + component.getName() + ".", component.getType())
                : Stream.of(prefix + component.getName()));
    }

    private static boolean isPart(Class<?> type) {
        return type.isRecord() && type.getPackage().equals(ManagerConfig.class.getPackage());
    }

    /// The same with one setting changed.
    private static Object changed(Object config, String setting) {
        var path = setting.split("\\.", 2);
        return with(config, path[0], value -> path.length == 1 ? other(path[0], value) : changed(value, path[1]));
    }

    private static Object with(Object config, String name, UnaryOperator<Object> change) {
        try {
            var components = config.getClass().getRecordComponents();
            var values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                var value = components[i].getAccessor().invoke(config);
                values[i] = components[i].getName().equals(name) ? change.apply(value) : value;
            }
            return config.getClass().getConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new)).newInstance(values);
        } catch (ReflectiveOperationException failed) {
            throw new LinkageError(name, failed);
        }
    }

    private static Object other(String name, Object value) {
        return switch (value) {
            case Duration duration -> duration.plusSeconds(1);
            case Integer number -> number + 1;
            case Long number -> number + 1;
            case Double number -> number + 0.5;
            case Boolean flag -> !flag;
            case String text -> text + "x";
            case Map<?, ?> _ -> Map.of("key", name.equals("logLevels") ? LogLevel.TRACE : "value");
            case OptionalInt _ -> OptionalInt.of(1);
            case OptionalLong _ -> OptionalLong.of(2_000_000);
            case LogLevel _ -> LogLevel.TRACE;
            case Network _ -> Network.STN;
            default -> Optional.ofNullable(OTHERS.get(name)).orElseThrow(() -> new AssertionError("no other value known for " + name));
        };
    }

    @ParameterizedTest
    @MethodSource("settings")
    void changesUnderLiveConnections(String setting) {
        var config = VirtualNode.CONFIG.withLimits(ConnectionLimits.of(2, 10));
        var node = new VirtualNode(network, NODE.ip().toString(), config.withListener(config.listener().withEnabled(true).withAddresses(List.of(NODE))));
        var peers = List.of(peer("10.1.1.1").listen(), peer("10.1.2.1").listen());
        node.knowing(peers.stream().map(ScriptedPeer::address).toList()).start();
        var caller = peer("10.7.1.1").dial(NODE);
        assertThat(node.runUntilEstablished(3)).isTrue();
        var before = node.manager.config();
        var after = (ManagerConfig) changed(before, setting);
        var connected = ids(node);
        if (FIXED.contains(setting)) {
            assertThatThrownBy(() -> node.manager.updateConfig(after)).isInstanceOf(InvalidConfiguration.class);
            assertThat(node.manager.config()).isEqualTo(before);
        } else {
            node.manager.updateConfig(after);
            network.run(Duration.ofSeconds(5));
            assertThat(node.manager.config()).isEqualTo(after).isNotEqualTo(before);
            assertThat(node.told(ControlEvent.ConfigUpdated.class)).containsExactly(new ControlEvent.ConfigUpdated(after));
        }
        assertThat(ids(node)).isEqualTo(connected);
        assertThat(Stream.concat(peers.stream(), Stream.of(caller))).noneMatch(ScriptedPeer::isClosed).allSatisfy(peer -> peer.send(new Ping(4711)));
        network.run(Duration.ofSeconds(1));
        assertThat(caller.heard(Pong.class)).contains(new Pong(4711));
        node.shutdown();
    }

    private ScriptedPeer peer(String ip) {
        return new ScriptedPeer(network, Endpoint.parse(ip + ":18444"));
    }

    private static List<UUID> ids(VirtualNode node) {
        return node.manager.connections().stream().map(ConnectionSnapshot::peerId).sorted().toList();
    }
}
