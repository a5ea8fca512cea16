package bsv.p2p.app.demo;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.app.demo.DemoEvent.BlockRelayed;
import bsv.p2p.app.demo.DemoEvent.NetworkStarted;
import bsv.p2p.app.demo.DemoEvent.NetworkStarting;
import bsv.p2p.app.demo.DemoEvent.NodesKilled;
import bsv.p2p.app.demo.DemoEvent.NodesRevived;
import bsv.p2p.app.demo.DemoEvent.TargetReached;
import bsv.p2p.app.json.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The demo's events and its summary as fields of event lines, in snake case.
final class DemoFields {
    private DemoFields() {}

    /// The peer that an event is about.
    static Optional<Endpoint> address(DemoEvent event) {
        return switch (event) {
            case BlockRelayed relayed -> Optional.of(relayed.from());
            case NetworkStarting _, NetworkStarted _, NodesKilled _, NodesRevived _, TargetReached _ -> Optional.empty();
        };
    }

    static ObjectNode of(DemoEvent event) {
        var fields = JsonText.object();
        return switch (event) {
            case NetworkStarting(int up, int nodes) -> fields.put("up", up).put("nodes", nodes);
            case NetworkStarted(int nodes, int port, var dns, var took) ->
                    fields.put("nodes", nodes).put("port", port).put("dns_server", dns.toString()).put("took_ms", millis(took));
            case NodesKilled(var nodes) -> withNodes(fields, nodes);
            case NodesRevived(var nodes) -> withNodes(fields, nodes);
            case TargetReached(int outbound, var took, boolean refilled) ->
                    fields.put("outbound", outbound).put("took_ms", millis(took)).put("refilled", refilled);
            case BlockRelayed(int height, var hash, int transactions, _) ->
                    fields.put("height", height).put("hash", hash.toString()).put("transactions", transactions);
        };
    }

    static ObjectNode of(DemoSummary summary) {
        var connections = summary.connections();
        var fields = JsonText.object()
                .put("goal_reached", summary.goalReached()).put("verdict", summary.verdict()).put("nodes", summary.nodes())
                .put("target", summary.target()).put("length_ms", millis(summary.length())).put("killed", summary.killed())
                .put("revived", summary.revived()).put("peak_connections", connections.peak()).put("peak_outbound", connections.peakOutbound())
                .put("established", connections.established()).put("lost", connections.lost()).put("failed", connections.failed())
                .put("restarted", connections.restarted()).put("retried", connections.retried());
        putMillis(fields, "handshake_ms", connections.handshakes());
        putMillis(fields, "refill_ms", connections.refills());
        return fields.put("discovery_found", summary.discovery().found()).put("discovery_added", summary.discovery().added())
                .put("gossip_learned", summary.discovery().byGossip()).put("height", summary.relay().height())
                .put("blocks", summary.relay().blocks()).put("transactions", summary.relay().transactions())
                .put("messages", summary.messages().total()).put("messages_per_second", summary.messagesPerSecond())
                .put("peak_messages_per_second", summary.messages().peakRate());
    }

    private static ObjectNode withNodes(ObjectNode fields, List<Endpoint> nodes) {
        var array = fields.putArray("nodes");
        nodes.forEach(node -> array.add(node.toString()));
        return fields;
    }

    /// Count, shortest, median and longest, the last three null if there is none.
    private static void putMillis(ObjectNode fields, String name, List<Duration> durations) {
        var sorted = durations.stream().sorted().map(DemoFields::millis).toList();
        var range = fields.putObject(name).put("count", sorted.size());
        range.put("min", sorted.isEmpty() ? null : sorted.getFirst());
        range.put("median", sorted.isEmpty() ? null : sorted.get(sorted.size() / 2));
        range.put("max", sorted.isEmpty() ? null : sorted.getLast());
    }

    /// Milliseconds with three digits after the point.
    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }
}
