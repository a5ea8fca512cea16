package bsv.p2p.manager;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import bsv.p2p.manager.connection.Effect;
import bsv.p2p.manager.connection.Host;
import bsv.p2p.manager.connection.Input;
import bsv.p2p.manager.connection.PeerConnection;
import bsv.p2p.manager.connection.Role;
import bsv.p2p.manager.peers.PeerNews;
import bsv.p2p.manager.peers.Places;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// What connections need from the manager, and where their news goes: the store, the subscribers, the dialer, the gate. Called on the
/// loops of the connections.
final class ConnectionHost implements Host {
    private static final Duration LOOKED_AT_ONLY = Duration.ofDays(1);
    private final Core core;
    private final Map<PeerConnection, Places.Place> places = new ConcurrentHashMap<>();
    private final AtomicInteger dialedWithPlace = new AtomicInteger();
    private Neighbours neighbours = new Neighbours() {};

    /// The parts that hear of connections; joined after all are made.
    interface Neighbours {
        default void introduced(PeerConnection connection) {}

        default void received(PeerConnection connection, Message message) {}

        default void waiting(PeerConnection connection) {}

        default void askedForPlace(PeerConnection connection) {}

        default void ended(PeerConnection connection) {}

        default void ban(PeerConnection connection, PeerFailure failure) {}
    }

    ConnectionHost(Core core) {
        this.core = core;
    }

    void join(Neighbours others) {
        neighbours = others;
    }

    void place(PeerConnection connection, Places.Place place) {
        if (places.put(connection, place) == null && isCounted(connection)) dialedWithPlace.incrementAndGet();
    }

    /// Takes the place of a connection away, for another one.
    Optional<Places.Place> takePlace(PeerConnection connection) {
        var place = Optional.ofNullable(places.remove(connection));
        if (place.isPresent() && isCounted(connection)) dialedWithPlace.decrementAndGet();
        return place;
    }

    boolean hasPlace(PeerConnection connection) {
        return places.containsKey(connection);
    }

    /// Outbound connections that have a place and count towards the target.
    int dialedWithPlace() {
        return dialedWithPlace.get();
    }

    private static boolean isCounted(PeerConnection connection) {
        return connection.role().purpose() == Role.Purpose.DIALED;
    }

    LinkOptions linkOptions() {
        var config = core.config();
        return LinkOptions.of(config.network().magic(), config.connection(), config.identity().localAddress());
    }

    @Override
    public void open(PeerConnection connection, LinkHandler handler) {
        core.totals.dialed();
        core.transport.connect(connection.address(), linkOptions(), connection.loop(), handler);
    }

    @Override
    public Version version(PeerConnection connection, long nonce) {
        var identity = core.config().identity();
        var address = connection.address();
        var receiver = address.ip().isRoutable() ? NetworkAddress.of(0, address) : NetworkAddress.UNSPECIFIED;
        return Version.of(identity.protocolVersion(), identity.services(), core.now().getEpochSecond(), receiver, nonce, identity.userAgent(), 0, true);
    }

    @Override
    public Instant now() {
        return core.now();
    }

    @Override
    public void moved(PeerConnection connection) {
        core.log.moved(connection);
    }

    @Override
    public void report(PeerConnection connection, ControlEvent event) {
        core.report(event, connection.loop());
    }

    @Override
    public void countRoundTrip(Duration took) {
        core.totals.roundTrip(took);
    }

    @Override
    public void linkBegins(Link link) {
        core.traffic.begin(link);
    }

    @Override
    public void linkEnds(Link link) {
        core.traffic.end(link);
    }

    @Override
    public void deliver(PeerConnection connection, Message message, long frameBytes) {
        neighbours.received(connection, message);
        if (core.messages.isEmpty()) return;
        core.messages.publish(new BitcoinMessageEvent(connection.peerId(), connection.address(), message, frameBytes), connection);
    }

    @Override
    public Optional<PayloadSink> offered(PeerConnection connection, PayloadFacts facts) {
        return core.payloads.offer(connection, facts);
    }

    @Override
    public void introduced(PeerConnection connection, Version version) {
        if (!connection.role().feeler()) neighbours.introduced(connection);
        if (connection.role().inbound()) return;
        var now = core.now();
        change(connection, PeerNews.REACHED, peer -> seen(peer, connection.role(), now).withStatus(PeerStatus.VALID, now).withAttempts(0, Optional.empty())
                .withVersion(version.services(), version.userAgent().orElse(""), version.protocolVersion(), version.startHeight().orElse(-1)));
    }

    private void change(PeerConnection connection, PeerNews news, UnaryOperator<Peer> how) {
        core.keeper.change(connection.peerId(), news, how, connection.loop());
    }

    /// Whom we only looked at is not as good as whom we stayed with.
    private static Peer seen(Peer peer, Role role, Instant now) {
        if (!role.feeler()) return peer.withLastSeen(now);
        return peer.lastSeen().isPresent() ? peer : peer.withLastSeen(now.minus(LOOKED_AT_ONLY));
    }

    @Override
    public void recognizedSelf(PeerConnection connection, long nonce) {
        core.nonces.dialedWith(nonce).ifPresent(endpoint -> {
            core.self.add(endpoint);
            for (var dialed : core.connections.outbound()) {
                if (dialed.address().equals(endpoint)) {
                    dialed.tell(new Input.Disconnect("self", Optional.of(new PeerFailure.HandshakeFailed("connected to itself"))));
                }
            }
        });
    }

    @Override
    public void turnedAway(PeerConnection connection) {
        report(connection, new ControlEvent.ConnectionRejectedCapacity(connection.peerId(), connection.address(), core.places.reserved(), core.config().limits().max()));
    }

    @Override
    public void waiting(PeerConnection connection, int retries, Duration delay) {
        freePlace(connection);
        var next = core.now().plus(delay);
        change(connection, PeerNews.WAITS, peer -> peer.withAttempts(retries, Optional.of(next)));
        core.loop.execute(() -> neighbours.waiting(connection));
    }

    @Override
    public void askForPlace(PeerConnection connection) {
        // A caller is answered at once, so that nothing it says comes in between.
        if (connection.role().inbound()) neighbours.askedForPlace(connection);
        else core.loop.execute(() -> neighbours.askedForPlace(connection));
    }

    @Override
    public void ended(PeerConnection connection, Effect.Verdict verdict, Optional<PeerFailure> failure) {
        core.messages.handOver(); // Who waits for the last connection to end may end all subscriptions then.
        core.connections.remove(connection);
        freePlace(connection);
        switch (verdict) {
            case BAN -> failure.ifPresent(why -> neighbours.ban(connection, why));
            case INACCESSIBLE -> change(connection, PeerNews.GIVEN_UP, this::coolingDown);
            case DONE -> leftAlone(connection);
        }
        neighbours.ended(connection);
    }

    @Override
    public void freePlace(PeerConnection connection) {
        takePlace(connection).ifPresent(Places.Place::free);
    }

    private Peer coolingDown(Peer peer) {
        var backoff = core.config().connection().backoff();
        boolean again = peer.isInaccessible();
        int failed = again ? peer.attempts() + 1 : 1;
        double nanos = backoff.initialCoolDown().toNanos() * Math.pow(2, failed - 1.0);
        var coolDown = nanos >= backoff.maxCoolDown().toNanos() ? backoff.maxCoolDown() : Duration.ofNanos((long) nanos);
        var now = core.now();
        return peer.withStatus(PeerStatus.INACCESSIBLE, now).withAttempts(failed, Optional.of(now.plus(coolDown)));
    }

    /// Notes that the established outbound peers are good, so that after a crash too they are tried first.
    void rememberGood() {
        var now = core.now();
        for (var connection : core.connections.outbound()) {
            if (connection.isEstablished()) change(connection, PeerNews.STAYS, peer -> peer.withLastSeen(now));
        }
    }

    /// Who was disconnected here is not dialed again soon; at shutdown that would forget good peers.
    private void leftAlone(PeerConnection connection) {
        if (connection.role().inbound() || !core.isRunning()) return;
        var next = core.now().plus(core.config().connection().backoff().maxBackoff());
        change(connection, PeerNews.LEFT, peer -> peer.nextAttempt().isPresent() ? peer : peer.withAttempts(peer.attempts(), Optional.of(next)));
    }
}
