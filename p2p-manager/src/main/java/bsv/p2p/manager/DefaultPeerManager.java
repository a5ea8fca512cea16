package bsv.p2p.manager;

import bsv.p2p.api.ConnectionCommand;
import bsv.p2p.api.ConnectionCounts;
import bsv.p2p.api.ConnectionSnapshot;
import bsv.p2p.api.DialReport;
import bsv.p2p.api.ManagerMode;
import bsv.p2p.api.ManagerParts;
import bsv.p2p.api.ManagerTotals;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.MessageNotSent;
import bsv.p2p.api.error.PeerNotFound;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.ControlEvent.Phase;
import bsv.p2p.api.event.EventListener;
import bsv.p2p.api.event.Subscription;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.stream.PayloadReceiver;
import bsv.p2p.api.stream.PayloadSource;
import bsv.p2p.manager.connection.PeerConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/// The face of the engine: each call goes to the part that knows, see [Node]; life and death are [Lifecycle]'s.
final class DefaultPeerManager implements PeerManager {
    private final EventBus<ControlEvent> controlEvents;
    private final EventBus<BitcoinMessageEvent> messages;
    private final PayloadDesk payloads;
    private final Lifecycle life;

    DefaultPeerManager(ManagerParts parts) {
        controlEvents = new EventBus<>(parts.subscribers(), _ -> 0, (_, _) -> true);
        messages = new EventBus<>(parts.subscribers(), BitcoinMessageEvent::frameBytes, (who, event) -> who.keepAlive() || !isKeepAlive(event.message()));
        payloads = new PayloadDesk(parts.blocking());
        life = new Lifecycle(parts, controlEvents, messages, payloads);
    }

    private static boolean isKeepAlive(Message message) {
        return message instanceof Ping || message instanceof Pong;
    }

    @Override
    public void start() {
        life.start(this);
    }

    @Override
    public void shutdown() {
        life.shutdown();
    }

    @Override
    public Phase phase() {
        return life.phase();
    }

    @Override
    public ManagerMode mode() {
        return life.mode();
    }

    @Override
    public ManagerConfig config() {
        return life.config();
    }

    @Override
    public void updateConfig(ManagerConfig config) {
        life.update(config);
    }

    @Override
    public void pauseNetwork() {
        life.pause();
    }

    @Override
    public void resumeNetwork() {
        life.resume();
    }

    @Override
    public void restartListener() {
        life.node().listeners.restart();
    }

    @Override
    public List<Endpoint> listeners() {
        return life.ifStarted().map(node -> node.listeners.local()).orElse(List.of());
    }

    @Override
    public Subscription subscribeControlEvents(EventListener<? super ControlEvent> listener, SubscriptionOptions options) {
        return controlEvents.subscribe(new ControlListener(listener), options);
    }

    @Override
    public Subscription subscribeBitcoinMessages(EventListener<? super BitcoinMessageEvent> listener, SubscriptionOptions options) {
        return messages.subscribe(listener, options);
    }

    @Override
    public Flow.Publisher<ControlEvent> controlEvents(SubscriptionOptions options) {
        return controlEvents.publisher(options, missed -> Optional.of(new ControlEvent.Lagged(missed)));
    }

    @Override
    public Flow.Publisher<BitcoinMessageEvent> bitcoinMessages(SubscriptionOptions options) {
        return messages.publisher(options, _ -> Optional.empty());
    }

    @Override
    public Subscription receivePayloads(PayloadReceiver receiver) {
        return payloads.add(receiver);
    }

    @Override
    public int connectionCount() {
        return counts().established();
    }

    @Override
    public ConnectionCounts counts() {
        return life.ifStarted().map(node -> node.core.connections.counts(node.core.places.reserved())).orElse(new ConnectionCounts(0, 0, 0, 0));
    }

    @Override
    public ManagerTotals totals() {
        return life.ifStarted().map(node -> node.core.totals.now(node.core.traffic.now()))
                .orElseGet(() -> new Totals().now(new TrafficTotals().now()));
    }

    @Override
    public List<ConnectionSnapshot> connections() {
        return life.ifStarted().stream().flatMap(node -> node.core.connections.all().stream()
                .map(connection -> Snapshots.of(connection, node.core.now(), node.core.config(), node.rates))).toList();
    }

    @Override
    public Stream<Peer> peers() {
        return life.node().core.keeper.store().listAll();
    }

    @Override
    public Optional<Peer> peer(UUID id) {
        return life.node().core.keeper.store().read(id);
    }

    @Override
    public CompletionStage<Void> send(UUID peerId, Message message) {
        var outcome = new CompletableFuture<Void>();
        find(peerId).ifPresentOrElse(connection -> connection.send(message, written -> {
            if (written) outcome.complete(null);
            else outcome.completeExceptionally(new MessageNotSent("%s to %s: the connection is %s".formatted(message.command(), connection.address(), connection.state().visible())));
        }), () -> outcome.completeExceptionally(new PeerNotFound(peerId)));
        return outcome;
    }

    @Override
    public CompletionStage<Void> send(UUID peerId, PayloadSource payload) {
        return find(peerId).map(connection -> OutgoingPayload.send(connection, payload)).orElseGet(() -> CompletableFuture.failedFuture(new PeerNotFound(peerId)));
    }

    @Override
    public int broadcast(Message message) {
        var core = life.node().core;
        var links = new ArrayList<Link>();
        for (var connection : core.connections.all()) connection.establishedLink().ifPresent(links::add);
        core.transport.send(message, links);
        return links.size();
    }

    @Override
    public UUID connect(Endpoint address) {
        return life.node().dialer.connect(address);
    }

    @Override
    public UUID addPeer(Endpoint address) {
        return life.node().fixed.add(address);
    }

    @Override
    public boolean removePeer(Endpoint address) {
        return life.node().fixed.remove(address);
    }

    @Override
    public DialReport dialReport() {
        var node = life.node();
        return DialReports.of(node.core, node.dialer, node.host, node.candidates);
    }

    @Override
    public void disconnect(UUID peerId, String reason) {
        find(peerId).orElseThrow(() -> new PeerNotFound(peerId)).command(new ConnectionCommand.Disconnect(reason));
    }

    @Override
    public Ban ban(UUID peerId, BanReason reason, Optional<Duration> duration) {
        IpAddress ip = find(peerId).map(connection -> connection.address().ip()).or(() -> peer(peerId).map(Peer::ip)).orElseThrow(() -> new PeerNotFound(peerId));
        return life.node().bans.banNow(Optional.of(peerId), Cidr.of(ip), reason, duration);
    }

    @Override
    public Ban ban(Cidr target, BanReason reason, Optional<Duration> duration) {
        return life.node().bans.banNow(Optional.empty(), target, reason, duration);
    }

    @Override
    public boolean unban(Cidr target) {
        return life.node().bans.unban(target);
    }

    @Override
    public List<Ban> bans() {
        return life.ifStarted().map(node -> node.bans.active()).orElse(List.of());
    }

    private Optional<PeerConnection> find(UUID peerId) {
        return life.ifStarted().flatMap(node -> node.core.connections.find(peerId));
    }
}
