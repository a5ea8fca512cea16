package bsv.p2p.api;

import bsv.p2p.api.metric.Histogram;
import bsv.p2p.api.metric.Metric;
import bsv.p2p.api.metric.Metric.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The list of metrics, for [PeerManager#metrics]. All that watch a node take it from here, so that a figure has one name and one meaning.
final class ManagerMetrics {
    private static final String DIRECTION = "direction";
    private static final String REASON = "reason";
    private static final String INBOUND = "inbound";
    private static final String OUTBOUND = "outbound";

    private ManagerMetrics() {}

    static List<Metric> of(PeerManager manager) {
        var totals = manager.totals();
        return List.of(
                new Metric("p2p.connections", Kind.GAUGE, "{connection}", "connections of this moment, those under way and those that wait to dial again included",
                        connections(manager.connections())),
                gauge("p2p.connection.slots", "{connection}", "places taken, of the maximum", manager.counts().reserved()),
                gauge("p2p.connection.slots.limit", "{connection}", "the maximum of connections", manager.config().limits().max()),
                new Metric("p2p.connection.attempts", Kind.COUNTER, "{connection}", "connections dialed, and callers for whom there was a place",
                        byDirection(totals.accepted(), totals.dialed())),
                new Metric("p2p.connection.established", Kind.COUNTER, "{connection}", "connections whose handshake was completed",
                        byDirection(totals.establishedInbound(), totals.establishedOutbound())),
                new Metric("p2p.connection.failures", Kind.COUNTER, "{connection}", "connections that failed or were lost", by(REASON, totals.failures())),
                new Metric("p2p.connection.refused", Kind.COUNTER, "{connection}", "callers turned away", by(REASON, lower(totals.refused()))),
                counter("p2p.connection.restarts", "{restart}", "lost connections dialed again at once", totals.restarts()),
                counter("p2p.connection.retries", "{retry}", "dials put off by a backoff", totals.retries()),
                counter("p2p.bans", "{ban}", "addresses banned", totals.bans()),
                counter("p2p.misbehaviors", "{misbehavior}", "rules that peers broke", totals.misbehaviors()),
                counter("p2p.peers.discovered", "{peer}", "peers heard of for the first time", totals.discovered()),
                new Metric("p2p.messages", Kind.COUNTER, "{message}", "messages, by command", traffic(totals, true)),
                new Metric("p2p.io", Kind.COUNTER, "By", "bytes of messages with their headers, by command", traffic(totals, false)),
                histogram("p2p.handshake.duration", "from the TCP connection to the end of the handshake", totals.handshakes()),
                histogram("p2p.ping.round_trip", "from a ping to its pong", totals.roundTrips()));
    }

    private static List<Metric.Point> connections(List<ConnectionSnapshot> connections) {
        var counts = new TreeMap<String, Map<ConnectionState, Long>>();
        for (var connection : connections) {
            counts.computeIfAbsent(connection.inbound() ? INBOUND : OUTBOUND, _ -> new TreeMap<>()).merge(connection.state(), 1L, Long::sum);
        }
        // Told even where there are none: a gauge that vanishes looks like a node that is gone.
        for (var direction : List.of(INBOUND, OUTBOUND)) counts.computeIfAbsent(direction, _ -> new TreeMap<>()).putIfAbsent(ConnectionState.CONNECTED, 0L);
        var points = new ArrayList<Metric.Point>();
        counts.forEach((direction, states) -> states.forEach((state, count) ->
                points.add(new Metric.Value(labels(DIRECTION, direction, "status", state.name().toLowerCase(Locale.ROOT)), count))));
        return points;
    }

    private static List<Metric.Point> traffic(ManagerTotals totals, boolean messages) {
        var points = new ArrayList<Metric.Point>();
        Map.of("received", totals.received(), "sent", totals.sent()).forEach((direction, commands) -> commands.forEach((command, traffic) ->
                points.add(new Metric.Value(labels("command", command, DIRECTION, direction), messages ? traffic.messages() : traffic.bytes()))));
        return points;
    }

    private static Map<String, Long> lower(Map<String, Long> counts) {
        var lower = new TreeMap<String, Long>();
        counts.forEach((key, count) -> lower.put(key.toLowerCase(Locale.ROOT), count));
        return lower;
    }

    private static List<Metric.Point> byDirection(long inbound, long outbound) {
        return by(DIRECTION, Map.of(INBOUND, inbound, OUTBOUND, outbound));
    }

    private static List<Metric.Point> by(String label, Map<String, Long> counts) {
        return new TreeMap<>(counts).entrySet().stream().<Metric.Point>map(entry -> new Metric.Value(labels(label, entry.getKey()), entry.getValue())).toList();
    }

    private static Metric gauge(String name, String unit, String description, long value) {
        return new Metric(name, Kind.GAUGE, unit, description, List.of(new Metric.Value(labels(), value)));
    }

    private static Metric counter(String name, String unit, String description, long value) {
        return new Metric(name, Kind.COUNTER, unit, description, List.of(new Metric.Value(labels(), value)));
    }

    private static Metric histogram(String name, String description, Histogram histogram) {
        return new Metric(name, Kind.HISTOGRAM, "s", description, List.of(new Metric.Spread(labels(), histogram)));
    }

    private static SortedMap<String, String> labels(String... namesAndValues) {
        var labels = new TreeMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) labels.put(namesAndValues[i], namesAndValues[i + 1]);
        return labels;
    }
}
