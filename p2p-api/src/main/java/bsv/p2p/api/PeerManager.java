package bsv.p2p.api;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.error.MessageNotSent;
import bsv.p2p.api.error.PeerNotFound;
import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.EventListener;
import bsv.p2p.api.event.Subscription;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.metric.Metric;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.stream.PayloadReceiver;
import bsv.p2p.api.stream.PayloadSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/// A node on the network: finds peers, dials and accepts them, keeps the connections alive, remembers what it learned, and hands
/// out what happens as events. The way into this platform:
///
/// ```java
/// try (var node = PeerManager.builder(ManagerConfig.of(Network.MAINNET)).build()) {
///     node.subscribeBitcoinMessages(event -> System.out.println(event.message()));
///     node.start();
///     …
/// }
/// ```
///
/// All methods are safe to call from any thread. Those that read or write the store may block; none waits for a peer.
public interface PeerManager extends AutoCloseable {
    /// Begins the making of a node; nothing is opened before [#start()].
    static PeerManagerBuilder builder(ManagerConfig config) {
        return new PeerManagerBuilder(config);
    }

    /// Opens the store, the listeners and discovery and begins to dial. Returns when that is under way, not when peers are connected. A
    /// listener that cannot bind is an event and is tried again.
    ///
    /// @throws PeerStoreException if the store cannot be opened
    /// @throws IllegalStateException if it was started before
    void start();

    /// Stops: accepts and dials no more, disconnects all peers, flushes the store, detaches extensions. Takes at most
    /// [ManagerConfig#shutdownTimeout]. Does nothing the second time, but waits for the first.
    void shutdown();

    /// As [#shutdown()].
    @Override
    default void close() {
        shutdown();
    }

    ControlEvent.Phase phase();

    ManagerMode mode();

    /// The configuration that holds now.
    ManagerConfig config();

    /// Validates and swaps the whole configuration: timers and backoff reach live connections with their next timer, the listener moves
    /// (new bind first), a raised target dials more, a lowered maximum closes nobody, patterns apply to later handshakes, seeds to later
    /// discoveries.
    ///
    /// @throws InvalidConfiguration if it changes what cannot be changed while running (network, store, discovery strategies); nothing
    ///         changes then
    void updateConfig(ManagerConfig config);

    /// Closes all connections and listeners and dials nobody until resumed. Connections made by hand are refused meanwhile.
    void pauseNetwork();

    void resumeNetwork();

    /// Closes the listeners and binds them anew.
    void restartListener();

    /// Where it listens now.
    List<Endpoint> listeners();

    default Subscription subscribeControlEvents(EventListener<? super ControlEvent> listener) {
        return subscribeControlEvents(listener, SubscriptionOptions.DEFAULT);
    }

    /// Calls `listener` for every fact from now on, on a thread of its own.
    Subscription subscribeControlEvents(EventListener<? super ControlEvent> listener, SubscriptionOptions options);

    default Subscription subscribeBitcoinMessages(EventListener<? super BitcoinMessageEvent> listener) {
        return subscribeBitcoinMessages(listener, SubscriptionOptions.DEFAULT);
    }

    /// Calls `listener` for every message of an established peer from now on, on a thread of its own.
    Subscription subscribeBitcoinMessages(EventListener<? super BitcoinMessageEvent> listener, SubscriptionOptions options);

    /// The facts as a reactive stream; each subscriber has a queue of its own. [ControlEvent.Lagged] tells of dropped ones.
    Flow.Publisher<ControlEvent> controlEvents(SubscriptionOptions options);

    /// The messages as a reactive stream; each subscriber has a queue of its own.
    Flow.Publisher<BitcoinMessageEvent> bitcoinMessages(SubscriptionOptions options);

    /// Offers `receiver` every large payload of an established peer from now on, after those who came before it: blocks and whatever else is
    /// above the `streamThreshold`. These are no messages; a payload that nobody takes is checked and discarded. See [PayloadReceiver].
    ///
    /// @return cancel it to be offered no more; payloads that were taken are read on
    Subscription receivePayloads(PayloadReceiver receiver);

    /// Established connections of both kinds.
    int connectionCount();

    ConnectionCounts counts();

    /// What was done since the start. Cheap enough to be asked every second.
    ManagerTotals totals();

    /// [#totals()] and the state of this moment as metrics, for whatever shows or sends them: fewer than 200 series, whatever peers do.
    default List<Metric> metrics() {
        return ManagerMetrics.of(this);
    }

    /// All connections of this moment, those under way and those waiting to dial again included.
    List<ConnectionSnapshot> connections();

    /// All peers remembered. Close the stream.
    Stream<Peer> peers();

    Optional<Peer> peer(UUID id);

    /// Sends a message to an established peer. Completes when it was handed to the system in full.
    ///
    /// @return fails with [PeerNotFound] if no connection has the id, with [MessageNotSent] if it is not established or ends before
    CompletionStage<Void> send(UUID peerId, Message message);

    /// Sends a large payload to an established peer, with the pace of the peer; messages sent to it afterwards wait for its end. Completes when
    /// it was handed to the system in full.
    ///
    /// @return fails as [#send(UUID, Message)] does, also if the payload cannot be read; a payload that fails half way ends the connection
    CompletionStage<Void> send(UUID peerId, PayloadSource payload);

    /// Sends a message to all established peers, encoded once.
    ///
    /// @return how many it was given to
    int broadcast(Message message);

    /// Dials `address` now, whatever the target, if there is a place. The peer is remembered.
    ///
    /// @return its id; the outcome comes as events
    /// @throws bsv.p2p.api.error.P2pException if the address is banned, connected already, or no place is free
    UUID connect(Endpoint address);

    /// Dials `address` for ever, whatever the target, beside the others: now, or as soon as it is neither banned nor without a place.
    ///
    /// @return its id
    /// @throws IllegalStateException if the manager was not started
    UUID addPeer(Endpoint address);

    /// Dials a peer that was to be dialed for ever no longer, and ends its connection.
    ///
    /// @return whether it was one
    boolean removePeer(Endpoint address);

    /// Why this node is, or is not, dialing. Reads all of the store.
    DialReport dialReport();

    /// Ends the connection of a peer in good order; it is not dialed again by itself soon.
    ///
    /// @throws PeerNotFound if no connection has the id
    void disconnect(UUID peerId, String reason);

    /// Bans the address of a peer.
    ///
    /// @param duration empty for ever
    /// @throws PeerNotFound if no connection and no remembered peer has the id
    Ban ban(UUID peerId, BanReason reason, Optional<Duration> duration);

    /// Bans an address or a block of addresses and ends the connections within.
    ///
    /// @param duration empty for ever
    Ban ban(Cidr target, BanReason reason, Optional<Duration> duration);

    /// Lifts the ban on exactly this target and clears every trace of it from the peers within.
    ///
    /// @return whether there was one
    boolean unban(Cidr target);

    /// The bans that hold now.
    List<Ban> bans();
}
