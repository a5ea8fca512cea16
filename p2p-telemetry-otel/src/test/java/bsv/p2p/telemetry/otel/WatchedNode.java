package bsv.p2p.telemetry.otel;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.testkit.PlainPeerStore;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// A manager on a virtual network whose telemetry goes to a real address.
final class WatchedNode implements AutoCloseable {
    static final Endpoint HERE = Endpoint.parse("10.9.9.9:18444");
    /// No metric is due before the end.
    static final Map<String, String> AT_THE_END = Map.of("otel.interval", "1h");
    final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));
    final List<ControlEvent> events = new ArrayList<>();
    final PeerManager manager;
    private final PlainPeerStore store = new PlainPeerStore();

    WatchedNode(ManagerConfig config, Map<String, String> settings) {
        manager = PeerManager.builder(config).transport(network.transport(IpAddress.parse("10.9.9.9"))).store(store)
                .environment(network.clock(), new Random(1), network.blocking()).extensions(List.of("otel"), settings).build();
        manager.subscribeControlEvents(events::add, SubscriptionOptions.DEFAULT.withCapacity(100_000));
    }

    /// Listens, and dials one of those it knows.
    static ManagerConfig config(String endpoint) {
        var config = ManagerConfig.of(Network.REGTEST);
        return config.withDiscovery(config.discovery().withStrategies(List.of())).withLimits(ConnectionLimits.of(1, 50))
                .withListener(config.listener().withEnabled(true).withAddresses(List.of(HERE)))
                .withObservability(config.observability().withTelemetryEnabled(true).withTelemetryEndpoint(Optional.of(endpoint)).withServiceName("watched"));
    }

    WatchedNode knowing(Endpoint endpoint) {
        store.create(Peer.discovered(UUID.nameUUIDFromBytes(new byte[] {1}), endpoint, "test", network.clock().instant()));
        return this;
    }

    WatchedNode start() {
        manager.start();
        return this;
    }

    ScriptedPeer caller(int number) {
        return new ScriptedPeer(network, Endpoint.parse("10.7.%d.%d:50000".formatted(number / 250, number % 250 + 1)));
    }

    void run(Duration time) {
        network.run(time);
    }

    @Override
    public void close() {
        network.runWhile(manager::shutdown);
    }
}
