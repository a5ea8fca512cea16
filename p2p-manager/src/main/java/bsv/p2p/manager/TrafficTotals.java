package bsv.p2p.manager;

import bsv.p2p.api.Traffic;
import bsv.p2p.manager.connection.PeerConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// What went over all links together. Each connection counts for itself, on its own loop; only when a link is over its counts are added
/// here, so a message costs nothing more. Thread-safe.
final class TrafficTotals {
    private final Map<String, Traffic> sent = new HashMap<>();
    private final Map<String, Traffic> received = new HashMap<>();

    /// Both directions, by command.
    record Both(Map<String, Traffic> sent, Map<String, Traffic> received) {}

    /// Takes over what a connection counted on a link that is over, and has it count from zero.
    synchronized void takeOver(PeerConnection connection) {
        add(connection.sentByCommand(), sent);
        add(connection.receivedByCommand(), received);
        connection.countFromZero();
    }

    /// The totals and what the links of `live` connections counted so far.
    synchronized Both now(Collection<PeerConnection> live) {
        var both = new Both(new HashMap<>(sent), new HashMap<>(received));
        for (var connection : live) {
            add(connection.sentByCommand(), both.sent);
            add(connection.receivedByCommand(), both.received);
        }
        return both;
    }

    private static void add(Map<String, Long> counts, Map<String, Traffic> totals) {
        counts.forEach((command, count) -> totals.merge(command, new Traffic(count, 0), Traffic::plus));
    }
}
