package bsv.p2p.telemetry.otel;

import bsv.p2p.api.ConnectionSnapshot;
import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes spans of what a manager tells: one for the life of each connection, with one for its handshake and one for what was exchanged in
/// each interval inside it, and the key moments as events. Thread-safe.
///
/// The number of open spans is that of connections: where events were missed, [#reconcile] closes those whose end was among them.
final class ConnectionSpans {
    private final Tracer tracer;
    private final InstantSource clock;
    private final Map<UUID, ConnectionSpan> open = new HashMap<>();
    private boolean closed;

    ConnectionSpans(Tracer tracer, InstantSource clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    synchronized void hear(ControlEvent event) {
        if (closed) return;
        switch (event) {
            case ControlEvent.InboundConnectionAccepted accepted -> open.put(accepted.peerId(), ConnectionSpan.accepted(tracer, accepted, clock.instant()));
            case ControlEvent.HandshakeComplete done -> {
                var now = clock.instant();
                open.computeIfAbsent(done.peerId(), _ -> ConnectionSpan.begun(tracer, done.peerId(), done.address(), done.inbound(), now.minus(done.took()))).shookHands(done, now);
            }
            case ControlEvent.ConnectionEstablished established -> with(established.peerId(), span -> span.event("established", Attributes.empty()));
            case ControlEvent.PeerMisbehavior misbehavior -> with(misbehavior.peerId(), span -> span.misbehaved(misbehavior));
            case ControlEvent.PeerBanned banned -> banned.peerId().ifPresent(peer -> with(peer, span -> span.banned(banned)));
            case ControlEvent.ConnectionFailed failed -> failed(failed);
            case ControlEvent.ConnectionLost lost -> remove(lost.peerId()).ifPresent(span -> span.end(lost.failure(), clock.instant()));
            case ControlEvent.ConnectionRestarting _, ControlEvent.InboundConnectionRejected _, ControlEvent.ConnectionRejectedCapacity _,
                 ControlEvent.PeerUnbanned _, ControlEvent.ListenerBound _, ControlEvent.ListenerBindFailed _, ControlEvent.ListenerClosed _,
                 ControlEvent.PeerDiscovered _, ControlEvent.DiscoveryFinished _, ControlEvent.ConfigUpdated _, ControlEvent.PhaseChanged _,
                 ControlEvent.Lagged _ -> {
                // about no connection that is open
            }
        }
    }

    private void with(UUID peer, Consumer<ConnectionSpan> action) {
        var span = open.get(peer);
        if (span != null) action.accept(span);
    }

    private Optional<ConnectionSpan> remove(UUID peer) {
        return Optional.ofNullable(open.remove(peer));
    }

    /// A dial has no span before it fails: how long it took is known where time was the reason.
    private void failed(ControlEvent.ConnectionFailed failed) {
        var now = clock.instant();
        remove(failed.peerId()).orElseGet(() -> ConnectionSpan.begun(tracer, failed.peerId(), failed.address(), failed.inbound(), now.minus(waited(failed.failure()))))
                .end(Optional.of(failed.failure()), now);
    }

    private static Duration waited(PeerFailure failure) {
        return switch (failure) {
            case PeerFailure.ConnectionTimeout(var after) -> after;
            case PeerFailure.HandshakeTimeout(var after) -> after;
            default -> Duration.ZERO;
        };
    }

    /// Opens spans for connections that were established before anybody listened.
    synchronized void begin(Collection<ConnectionSnapshot> connections) {
        for (var connection : connections) {
            if (connection.state() != ConnectionState.CONNECTED) continue;
            open.computeIfAbsent(connection.peerId(), _ -> ConnectionSpan.begun(tracer, connection.peerId(), connection.address(), connection.inbound(),
                    connection.connectedAt().orElse(clock.instant())));
        }
    }

    /// Tells what was exchanged since the last call.
    synchronized void exchange(Collection<ConnectionSnapshot> connections) {
        if (closed) return;
        var now = clock.instant();
        for (var connection : connections) with(connection.peerId(), span -> span.exchanged(connection, now));
    }

    /// After events were missed: what is not among `connections` is over.
    synchronized void reconcile(Collection<ConnectionSnapshot> connections) {
        var live = connections.stream().filter(connection -> connection.connectedAt().isPresent())
                .collect(Collectors.toMap(ConnectionSnapshot::peerId, Function.identity(), (first, _) -> first));
        var now = clock.instant();
        open.entrySet().removeIf(entry -> {
            @Nullable ConnectionSnapshot known = live.get(entry.getKey());
            if (known == null) entry.getValue().end(Optional.empty(), now);
            return known == null;
        });
        begin(connections);
    }

    /// Ends all that is open; nothing is heard after that.
    synchronized void close() {
        closed = true;
        var now = clock.instant();
        open.values().forEach(span -> span.end(Optional.empty(), now));
        open.clear();
    }
}
