package bsv.p2p.api.config;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything a node can be told. Immutable and valid from birth: a value that exists can be used. Change a part by its `with…` copy and hand
/// the whole to [bsv.p2p.api.PeerManager#updateConfig].
///
/// @param network which network; cannot be changed while running
/// @param limits how many connections
/// @param listener where to listen
/// @param discovery how to find peers
/// @param bans whom to keep out
/// @param store where peers are kept; cannot be changed while running
/// @param identity what this node says of itself
/// @param gossip how addresses are told and asked
/// @param connection timers and limits of each connection
/// @param observability logs and telemetry
/// @param shutdownTimeout the longest a graceful shutdown may take
public record ManagerConfig(Network network, ConnectionLimits limits, ListenerConfig listener, DiscoveryConfig discovery, BanConfig bans,
        StoreConfig store, IdentityConfig identity, GossipConfig gossip, ConnectionConfig connection,
        ObservabilityConfig observability, Duration shutdownTimeout) {
    /// The documented defaults.
    public static final ManagerConfig DEFAULT = new ManagerConfig(
            Network.MAINNET, ConnectionLimits.DEFAULT, ListenerConfig.DEFAULT, DiscoveryConfig.DEFAULT, BanConfig.DEFAULT,
            StoreConfig.DEFAULT, IdentityConfig.DEFAULT, GossipConfig.DEFAULT, ConnectionConfig.DEFAULT,
            ObservabilityConfig.DEFAULT, Duration.ofSeconds(10));

    public ManagerConfig {
        var problems = new ArrayList<String>();
        Checks.positive(problems, "shutdownTimeout", shutdownTimeout);
        InvalidConfiguration.throwIfAny(problems);
    }

    public ManagerConfig withNetwork(Network newNetwork) {
        return new ManagerConfig(newNetwork, limits, listener, discovery, bans, store, identity, gossip, connection, observability, shutdownTimeout);
    }

    public ManagerConfig withLimits(ConnectionLimits newLimits) {
        return new ManagerConfig(network, newLimits, listener, discovery, bans, store, identity, gossip, connection, observability, shutdownTimeout);
    }

    public ManagerConfig withListener(ListenerConfig newListener) {
        return new ManagerConfig(network, limits, newListener, discovery, bans, store, identity, gossip, connection, observability, shutdownTimeout);
    }

    public ManagerConfig withDiscovery(DiscoveryConfig newDiscovery) {
        return new ManagerConfig(network, limits, listener, newDiscovery, bans, store, identity, gossip, connection, observability, shutdownTimeout);
    }

    public ManagerConfig withBans(BanConfig newBans) {
        return new ManagerConfig(network, limits, listener, discovery, newBans, store, identity, gossip, connection, observability, shutdownTimeout);
    }

    public ManagerConfig withStore(StoreConfig newStore) {
        return new ManagerConfig(network, limits, listener, discovery, bans, newStore, identity, gossip, connection, observability, shutdownTimeout);
    }

    public ManagerConfig withIdentity(IdentityConfig newIdentity) {
        return new ManagerConfig(network, limits, listener, discovery, bans, store, newIdentity, gossip, connection, observability, shutdownTimeout);
    }

    public ManagerConfig withGossip(GossipConfig newGossip) {
        return new ManagerConfig(network, limits, listener, discovery, bans, store, identity, newGossip, connection, observability, shutdownTimeout);
    }

    public ManagerConfig withConnection(ConnectionConfig newConnection) {
        return new ManagerConfig(network, limits, listener, discovery, bans, store, identity, gossip, newConnection, observability, shutdownTimeout);
    }

    public ManagerConfig withObservability(ObservabilityConfig newObservability) {
        return new ManagerConfig(network, limits, listener, discovery, bans, store, identity, gossip, connection, newObservability, shutdownTimeout);
    }

    public ManagerConfig withShutdownTimeout(Duration newShutdownTimeout) {
        return new ManagerConfig(network, limits, listener, discovery, bans, store, identity, gossip, connection, observability, newShutdownTimeout);
    }

    /// The defaults for `network`.
    public static ManagerConfig of(Network network) {
        return DEFAULT.withNetwork(network);
    }

    /// The DNS seeds to ask: those configured, else the network's own.
    public List<String> dnsSeeds() {
        return discovery.dnsSeeds().orElse(network.dnsSeeds());
    }

    /// The port to listen on where an address names none.
    public int listenerPort() {
        return listener.port().orElse(network.defaultPort());
    }

    /// The pin that tells the chain of dialed peers: the one configured, else the network's own; empty if there is none or none is wanted.
    public Optional<ChainPin> chainPin() {
        return bans.chainCheck() ? bans.chainPin().or(() -> ChainPin.of(network)) : Optional.empty();
    }
}
