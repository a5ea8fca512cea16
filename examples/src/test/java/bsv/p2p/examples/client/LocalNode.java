package bsv.p2p.examples.client;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import bsv.p2p.testkit.PlainPeerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/// A node on loopback that dials nobody and tells at once whom it knows.
final class LocalNode implements AutoCloseable {
    private final PlainPeerStore store = new PlainPeerStore();
    private final PeerManager manager;
    private final Endpoint address;

    /// @param host its address, of 127.0.0.0/8
    LocalNode(String host, Endpoint... knows) {
        var now = Instant.now();
        for (var one : knows) {
            store.create(Peer.discovered(one, "test", now).withServices(Services.NETWORK).withStatus(PeerStatus.VALID, now).withLastSeen(now));
        }
        var config = ManagerConfig.of(Network.REGTEST);
        var listening = config.withListener(config.listener().withEnabled(true).withAddresses(List.of(Endpoint.parse(host + ":0"))).withPort(OptionalInt.of(0)))
                .withIdentity(config.identity().withServices(Services.NETWORK)).withLimits(config.limits().withTarget(0)).withDiscovery(config.discovery().withStrategies(List.of()))
                .withGossip(config.gossip().withAddrInterval(Duration.ofMillis(10)).withGetaddrShare(1));
        manager = PeerManager.builder(listening).store(store).build();
        manager.start();
        address = manager.listeners().getFirst();
    }

    Endpoint address() {
        return address;
    }

    PeerManager manager() {
        return manager;
    }

    /// Leaves while the others go on.
    void vanish() {
        manager.shutdown();
    }

    @Override
    public void close() {
        manager.close();
    }
}
