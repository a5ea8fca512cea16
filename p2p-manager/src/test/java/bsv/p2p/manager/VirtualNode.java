package bsv.p2p.manager;

import static java.nio.charset.StandardCharsets.US_ASCII;

import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.PeerManagerBuilder;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.testkit.PlainPeerStore;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

/// A real manager on a virtual network, with everything it told.
final class VirtualNode {
    static final ManagerConfig CONFIG = ManagerConfig.of(Network.REGTEST).withDiscovery(ManagerConfig.DEFAULT.discovery().withStrategies(List.of()));
    final VirtualNetwork network;
    final PlainPeerStore store = new PlainPeerStore();
    final List<ControlEvent> events = new ArrayList<>();
    final List<BitcoinMessageEvent> messages = new ArrayList<>();
    final PeerManager manager;

    VirtualNode(VirtualNetwork network, String ip, ManagerConfig config) {
        this(network, ip, config, _ -> {});
    }

    VirtualNode(VirtualNetwork network, String ip, ManagerConfig config, Consumer<PeerManagerBuilder> more) {
        this.network = network;
        var builder = PeerManager.builder(config).transport(network.transport(IpAddress.parse(ip))).store(store)
                .environment(network.clock(), new Random(ip.hashCode()), network.blocking());
        more.accept(builder);
        manager = builder.build();
        manager.subscribeControlEvents(events::add, SubscriptionOptions.DEFAULT.withCapacity(100_000));
        manager.subscribeBitcoinMessages(messages::add, SubscriptionOptions.DEFAULT.withCapacity(100_000));
    }

    VirtualNode knowing(List<Endpoint> endpoints) {
        for (var endpoint : endpoints) store.create(Peer.discovered(UUID.nameUUIDFromBytes(endpoint.toString().getBytes(US_ASCII)), endpoint, "test", network.clock().instant()));
        return this;
    }

    VirtualNode start() {
        manager.start();
        return this;
    }

    void shutdown() {
        network.runWhile(manager::shutdown);
    }

    <E extends ControlEvent> List<E> told(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    boolean runUntilEstablished(int count) {
        return network.runUntil(() -> manager.connectionCount() == count, Duration.ofMinutes(10));
    }

    List<Endpoint> established() {
        return manager.connections().stream().filter(connection -> connection.state() == ConnectionState.CONNECTED).map(connection -> connection.address()).toList();
    }
}
