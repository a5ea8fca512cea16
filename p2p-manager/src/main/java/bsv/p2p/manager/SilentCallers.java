package bsv.p2p.manager;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.spi.Link;
import bsv.p2p.manager.connection.Input;
import bsv.p2p.manager.connection.PeerConnection;
import bsv.p2p.manager.connection.State;
import bsv.p2p.manager.peers.Places;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/// Callers that hold a place and do not finish their handshake. When somebody else needs a place, the one that was silent longest
/// gives way, so that a crowd that says nothing keeps nobody out.
final class SilentCallers {
    /// An honest caller speaks first, and at once.
    private static final long NEVER_SPOKE_NANOS = Duration.ofMillis(500).toNanos();
    /// Between its version and its verack there is one round trip.
    private static final long SPOKE_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long SOONEST_NANOS = Duration.ofMillis(10).toNanos();

    private final Core core;
    private final ConnectionHost host;

    SilentCallers(Core core, ConnectionHost host) {
        this.core = core;
        this.host = host;
    }

    /// The place of the caller that was silent longest, if there is one that was silent too long.
    Optional<Places.Place> giveWay() {
        return core.connections.all().stream().filter(this::isTooSilent).max(Comparator.comparingLong(SilentCallers::silence)).flatMap(caller -> {
            var place = host.takePlace(caller);
            var failure = new PeerFailure.HandshakeTimeout(Duration.ofNanos(silence(caller)));
            if (place.isPresent()) caller.tell(new Input.Disconnect("gave way", Optional.of(failure)));
            return place;
        });
    }

    /// When the next of those that never spoke would have to give way, if there are any.
    Optional<Duration> nextGivesWayIn() {
        var left = core.connections.all().stream().filter(caller -> isUnfinished(caller) && !hasSpoken(caller)).mapToLong(caller -> NEVER_SPOKE_NANOS - silence(caller)).min();
        return left.isPresent() ? Optional.of(Duration.ofNanos(Math.max(left.getAsLong(), SOONEST_NANOS))) : Optional.empty();
    }

    private boolean isTooSilent(PeerConnection connection) {
        return isUnfinished(connection) && silence(connection) >= (hasSpoken(connection) ? SPOKE_NANOS : NEVER_SPOKE_NANOS);
    }

    private boolean isUnfinished(PeerConnection connection) {
        return connection.role().inbound() && connection.state() instanceof State.AwaitingHandshake && host.hasPlace(connection);
    }

    private static boolean hasSpoken(PeerConnection connection) {
        return connection.link().map(link -> link.counters().messagesReceived() > 0).orElse(false);
    }

    private static long silence(PeerConnection connection) {
        long now = connection.loop().nanoTime();
        return connection.link().map(Link::counters).map(counters -> now - counters.lastReceivedNanos()).orElse(0L);
    }
}
