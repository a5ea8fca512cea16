package bsv.p2p.app.peers;

import bsv.p2p.api.ConnectionSnapshot;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.PeerManagerBuilder;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Services;
import bsv.p2p.testkit.PlainPeerStore;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.LoggerFactory;

/// A node of ours as users have it, engine and sockets, and everything that it told.
final class OurNode implements AutoCloseable {
    private static final SubscriptionOptions EVERYTHING = SubscriptionOptions.DEFAULT.withCapacity(100_000).withKeepAlive(true);

    static {
        // The journal has it all.
        ((Logger) LoggerFactory.getLogger("bsv.p2p.events")).setLevel(Level.OFF);
    }

    final Journal<ControlEvent> events = new Journal<>();
    final Journal<Message> messages = new Journal<>();
    final PlainPeerStore store = new PlainPeerStore();
    final PeerManager manager;

    private OurNode(PeerManagerBuilder builder) {
        manager = builder.store(store).build();
        manager.subscribeControlEvents(events::add, EVERYTHING);
        manager.subscribeBitcoinMessages(event -> messages.add(event.message()), EVERYTHING);
        manager.start();
    }

    /// Regtest, NETWORK offered as most peers demand it, pings and retries in quick succession.
    static ManagerConfig config() {
        var config = ManagerConfig.of(Network.REGTEST);
        var connection = config.connection();
        var backoff = connection.backoff().withInitialBackoff(Duration.ofMillis(50)).withMaxBackoff(Duration.ofMillis(500));
        return config.withIdentity(config.identity().withServices(Services.NETWORK))
                .withConnection(connection.withPingInterval(Duration.ofMillis(50)).withBackoff(backoff));
    }

    /// One that dials a peer for ever.
    static OurNode dialing(Endpoint peer) {
        return new OurNode(PeerManager.builder(config()).withFixedPeers(List.of(peer)));
    }

    /// One that waits to be dialed.
    static OurNode listening() {
        return listening(UnaryOperator.identity());
    }

    /// One that waits to be dialed, with a configuration of its own.
    static OurNode listening(UnaryOperator<ManagerConfig> change) {
        var config = withListener();
        var alone = config.withLimits(ConnectionLimits.of(0, 20)).withDiscovery(config.discovery().withStrategies(List.of()));
        return new OurNode(PeerManager.builder(change.apply(alone)));
    }

    /// One that does both.
    static OurNode listeningAndDialing(Endpoint peer) {
        return new OurNode(PeerManager.builder(withListener()).withFixedPeers(List.of(peer)));
    }

    private static ManagerConfig withListener() {
        var config = config();
        var here = new Endpoint(IpAddress.parse("127.0.0.1"), 0);
        return config.withListener(config.listener().withEnabled(true).withAddresses(List.of(here)).withPort(OptionalInt.of(0)));
    }

    /// Where it listens.
    Endpoint address() {
        return manager.listeners().getFirst();
    }

    /// The first peer whose handshake is complete.
    UUID awaitPeer() {
        return events.await(ControlEvent.ConnectionEstablished.class).peerId();
    }

    ConnectionSnapshot connection(UUID peerId) {
        return manager.connections().stream().filter(connection -> connection.peerId().equals(peerId)).findAny().orElseThrow();
    }

    /// Sends a message and returns when it is on its way.
    void send(UUID peerId, Message message) throws Exception {
        manager.send(peerId, message).toCompletableFuture().get(Journal.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        manager.close();
    }
}
