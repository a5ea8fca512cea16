package bsv.p2p.app.demo;

import bsv.p2p.api.config.BackoffConfig;
import bsv.p2p.api.config.ConnectionConfig;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.DiscoveryConfig;
import bsv.p2p.api.config.GossipConfig;
import bsv.p2p.api.config.IdentityConfig;
import bsv.p2p.api.config.ListenerConfig;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.config.StoreConfig;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Services;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The configuration of the demo's nodes: as a real one, but with everything in seconds that takes minutes and hours in earnest.
final class DemoSettings {
    /// Where the node under show listens and dials from.
    static final IpAddress SHOWN = IpAddress.parse("127.0.0.1");
    /// Outbound connections that an embedded node keeps.
    private static final int NODE_TARGET = 4;
    private static final int NODE_MAX = 40;
    private static final int SHOWN_MAX = 20;
    private static final Duration NEWS_INTERVAL = Duration.ofSeconds(1);
    private static final Duration SELF_ANNOUNCE_INTERVAL = Duration.ofSeconds(10);
    private static final Duration DISCOVERY_INTERVAL = Duration.ofSeconds(10);
    private static final Duration PING_INTERVAL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private DemoSettings() {}

    /// Address number `index` from 1: each in a /16 of its own, as the nodes of the real network are.
    static IpAddress address(int index) {
        return IpAddress.parse("127." + index + ".0.1");
    }

    /// The configuration of the embedded node at `listen`.
    static ManagerConfig node(Endpoint listen, Endpoint dnsServer) {
        return common(listen, dnsServer, "node").withLimits(limits(NODE_TARGET, NODE_MAX));
    }

    /// The configuration of the node under show.
    static ManagerConfig shown(Endpoint listen, Endpoint dnsServer, int target) {
        return common(listen, dnsServer, "you").withLimits(limits(target, SHOWN_MAX));
    }

    private static ManagerConfig common(Endpoint listen, Endpoint dnsServer, String comment) {
        var network = new Network(Network.REGTEST.name(), Network.REGTEST.magic(), listen.port(), List.of());
        return ManagerConfig.of(network)
                .withListener(ListenerConfig.DEFAULT.withEnabled(true).withAddresses(List.of(listen)).withRetryInterval(Duration.ofSeconds(1)))
                .withDiscovery(new DiscoveryConfig(List.of("dns"), Optional.of(List.of(DemoSeed.NAME)), DISCOVERY_INTERVAL,
                        Map.of("dns.servers", dnsServer.toString())))
                .withStore(StoreConfig.DEFAULT.withName("memory"))
                .withIdentity(identity(listen.ip(), comment))
                .withGossip(new GossipConfig(NEWS_INTERVAL, 1.0, SELF_ANNOUNCE_INTERVAL, 1_000, 10, NEWS_INTERVAL, NEWS_INTERVAL))
                .withConnection(ConnectionConfig.DEFAULT.withConnectTimeout(PATIENCE).withHandshakeTimeout(PATIENCE)
                        .withPingInterval(PING_INTERVAL).withPingTimeout(PATIENCE).withBackoff(backoff()))
                .withShutdownTimeout(Duration.ofSeconds(2));
    }

    private static ConnectionLimits limits(int target, int max) {
        return ConnectionLimits.DEFAULT.withMax(max).withTarget(target);
    }

    private static IdentityConfig identity(IpAddress from, String comment) {
        var agent = IdentityConfig.DEFAULT.userAgent();
        var commented = agent.substring(0, agent.length() - 1) + "(" + comment + ")/";
        return IdentityConfig.DEFAULT.withUserAgent(commented).withServices(Services.NETWORK).withLocalAddress(Optional.of(from));
    }

    private static BackoffConfig backoff() {
        return BackoffConfig.DEFAULT.withInitialBackoff(Duration.ofSeconds(1)).withMaxBackoff(Duration.ofSeconds(8))
                .withInitialCoolDown(Duration.ofSeconds(10)).withMaxCoolDown(Duration.ofSeconds(60));
    }
}
