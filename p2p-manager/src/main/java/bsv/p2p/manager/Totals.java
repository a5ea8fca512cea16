package bsv.p2p.manager;

import bsv.p2p.api.ManagerTotals;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.spi.LinkTraffic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What this manager has done, counted where every fact passes anyway, so that nobody needs to subscribe, and miss some, in order to
/// count. Keys are from closed sets. Thread-safe.
final class Totals {
    private static final String CAPACITY = "CAPACITY";
    private final LongAdder dialed = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder establishedOutbound = new LongAdder();
    private final LongAdder establishedInbound = new LongAdder();
    private final LongAdder restarts = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder bans = new LongAdder();
    private final LongAdder misbehaviors = new LongAdder();
    private final LongAdder discovered = new LongAdder();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final Distribution handshakes = new Distribution(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30);
    private final Distribution roundTrips = new Distribution(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30);

    /// A TCP connection is attempted.
    void dialed() {
        dialed.increment();
    }

    /// A ping was answered.
    void roundTrip(Duration took) {
        roundTrips.add(took);
    }

    void count(ControlEvent event) {
        switch (event) {
            case ControlEvent.InboundConnectionAccepted _ -> accepted.increment();
            case ControlEvent.HandshakeComplete done -> handshakes.add(done.took());
            case ControlEvent.ConnectionEstablished established -> (established.inbound() ? establishedInbound : establishedOutbound).increment();
            case ControlEvent.ConnectionFailed(_, _, _, PeerFailure failure) -> add(failures, failure.kind());
            case ControlEvent.ConnectionLost(_, _, _, Optional<PeerFailure> failure) -> failure.ifPresent(why -> add(failures, why.kind()));
            case ControlEvent.ConnectionRestarting(_, _, int count, _) -> (count > 0 ? restarts : retries).increment();
            case ControlEvent.InboundConnectionRejected(_, var cause) -> add(refused, cause.name());
            case ControlEvent.ConnectionRejectedCapacity _ -> add(refused, CAPACITY);
            case ControlEvent.PeerBanned _ -> bans.increment();
            case ControlEvent.PeerMisbehavior _ -> misbehaviors.increment();
            case ControlEvent.PeerDiscovered _ -> discovered.increment();
            case ControlEvent.PeerUnbanned _, ControlEvent.ListenerBound _, ControlEvent.ListenerBindFailed _, ControlEvent.ListenerClosed _,
                 ControlEvent.DiscoveryFinished _, ControlEvent.ConfigUpdated _, ControlEvent.PhaseChanged _, ControlEvent.Lagged _ -> {
                // nothing to count
            }
        }
    }

    ManagerTotals now(LinkTraffic traffic) {
        return new ManagerTotals(dialed.sum(), accepted.sum(), establishedOutbound.sum(), establishedInbound.sum(), sums(failures), sums(refused),
                restarts.sum(), retries.sum(), bans.sum(), misbehaviors.sum(), discovered.sum(), handshakes.now(), roundTrips.now(),
                traffic.sent(), traffic.received());
    }

    private static void add(Map<String, LongAdder> counts, String key) {
        counts.computeIfAbsent(key, _ -> new LongAdder()).increment();
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        var sums = new HashMap<String, Long>();
        counts.forEach((key, count) -> sums.put(key, count.sum()));
        return sums;
    }
}
