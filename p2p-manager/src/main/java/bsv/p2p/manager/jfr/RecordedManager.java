package bsv.p2p.manager.jfr;

import bsv.p2p.api.ConnectionSnapshot;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.Subscription;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.peer.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import jdk.jfr.FlightRecorder;

/// Turns what a manager tells into events of a recording, from its start to its end.
///
/// Facts come on the thread of the subscription, [#traffic] on one of the recorder's.
final class RecordedManager implements AutoCloseable {
    private static final int QUEUE = 10_000;
    private final PeerManager manager;
    private final Subscription subscription;
    private final Runnable traffic = this::traffic;
    /// Since when connections are established.
    private final Map<UUID, Instant> established = new HashMap<>();
    private Map<UUID, ConnectionSnapshot> last;

    RecordedManager(PeerManager manager) {
        this.manager = manager;
        last = connections();
        last.forEach((peer, connection) -> connection.establishedAt().ifPresent(since -> established.put(peer, since)));
        subscription = manager.subscribeControlEvents(this::hear, SubscriptionOptions.DEFAULT.withName("jfr").withCapacity(QUEUE));
        FlightRecorder.addPeriodicEvent(TrafficEvent.class, traffic);
    }

    @Override
    public void close() {
        FlightRecorder.removePeriodicEvent(traffic);
        subscription.cancel();
    }

    private Map<UUID, ConnectionSnapshot> connections() {
        return manager.connections().stream().collect(Collectors.toMap(ConnectionSnapshot::peerId, connection -> connection, (first, _) -> first));
    }

    private void hear(ControlEvent fact) {
        switch (fact) {
            case ControlEvent.HandshakeComplete done -> handshake(done);
            case ControlEvent.ConnectionEstablished begun -> began(begun.peerId());
            case ControlEvent.ConnectionFailed(UUID peer, Endpoint address, boolean inbound, PeerFailure failure) -> {
                var event = new ConnectionFailedEvent();
                if (!event.shouldCommit()) return;
                event.about(peer, address, inbound);
                event.reason = failure.kind();
                event.commit();
            }
            case ControlEvent.ConnectionLost lost -> ended(lost);
            case ControlEvent.PeerMisbehavior misbehavior -> misbehaved(misbehavior);
            case ControlEvent.PeerBanned banned -> {
                var event = new BanEvent();
                event.target = banned.target().toString();
                event.reason = banned.reason().getClass().getSimpleName();
                event.commit();
            }
            default -> {
                // not recorded
            }
        }
    }

    private synchronized void began(UUID peer) {
        established.put(peer, Instant.now());
    }

    private synchronized void ended(ControlEvent.ConnectionLost lost) {
        var since = established.remove(lost.peerId());
        var event = new ConnectionEvent();
        if (!event.shouldCommit()) return;
        event.about(lost.peerId(), lost.address(), lost.inbound());
        event.lived = since == null ? 0 : Duration.between(since, Instant.now()).toNanos();
        event.reason = lost.failure().map(PeerFailure::kind).orElse("closed here");
        event.commit();
    }

    private static void handshake(ControlEvent.HandshakeComplete done) {
        var event = new HandshakeEvent();
        if (!event.shouldCommit()) return;
        event.about(done.peerId(), done.address(), done.inbound());
        event.took = done.took().toNanos();
        event.protocolVersion = done.protocolVersion();
        event.services = done.services();
        event.commit();
    }

    private static void misbehaved(ControlEvent.PeerMisbehavior misbehavior) {
        var event = new MisbehaviorEvent();
        if (!event.shouldCommit()) return;
        event.about(misbehavior.peerId(), misbehavior.address(), misbehavior.inbound());
        event.points = misbehavior.points();
        event.score = misbehavior.score();
        event.commit();
    }

    /// One event for each connection over which something went since the last time.
    private synchronized void traffic() {
        var now = connections();
        now.forEach((peer, connection) -> {
            // Another link of the same peer counts from zero.
            var before = Optional.ofNullable(last.get(peer)).filter(known -> known.connectedAt().equals(connection.connectedAt()));
            var event = new TrafficEvent();
            event.messagesSent = more(before, connection, ConnectionSnapshot::messagesSent);
            event.messagesReceived = more(before, connection, ConnectionSnapshot::messagesReceived);
            if (event.messagesSent == 0 && event.messagesReceived == 0) return;
            event.about(peer, connection.address(), connection.inbound());
            event.bytesSent = more(before, connection, ConnectionSnapshot::bytesSent);
            event.bytesReceived = more(before, connection, ConnectionSnapshot::bytesReceived);
            event.queuedBytes = connection.queuedBytes();
            event.roundTrip = connection.lastPing().map(Duration::toNanos).orElse(0L);
            event.commit();
        });
        last = now;
    }

    private static long more(Optional<ConnectionSnapshot> before, ConnectionSnapshot now, ToLongFunction<ConnectionSnapshot> counter) {
        return counter.applyAsLong(now) - before.map(counter::applyAsLong).orElse(0L);
    }
}
