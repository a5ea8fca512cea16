package bsv.p2p.app.demo;

import java.time.Duration;
import java.util.List;

/// What the demo showed, at its end.
///
/// @param nodes embedded ones
/// @param target outbound connections wanted
/// @param length how long the node under show was watched
/// @param killed embedded nodes killed
/// @param revived of those, how many came back
public record DemoSummary(int nodes, int target, Duration length, int killed, int revived, Connections connections, Discovery discovery,
        Relay relay, Messages messages) {
    /// Established connections that make the demo a success, where the target is not lower.
    private static final int GOAL = 8;

    public DemoSummary {
        if (target < 1) throw new IllegalArgumentException("target must be at least 1, is " + target);
    }

    /// The connections of the node under show.
    ///
    /// @param established how often a handshake was completed
    /// @param peak established at once, both kinds
    /// @param peakOutbound the same, outbound ones
    /// @param lost established ones that ended
    /// @param failed ended before they were established
    /// @param restarted dialed again at once after a loss
    /// @param retried dialed again after a backoff
    /// @param handshakes what each took, sorted
    /// @param refills how long it took to reach the target again after losses
    public record Connections(int established, int peak, int peakOutbound, int lost, int failed, int restarted, int retried,
            List<Duration> handshakes, List<Duration> refills) {
        public Connections {
            handshakes = handshakes.stream().sorted().toList();
            refills = List.copyOf(refills);
        }
    }

    /// How it heard of peers.
    ///
    /// @param found addresses that the DNS seed told
    /// @param added of those, new ones
    /// @param byGossip peers heard of from other peers
    public record Discovery(int found, int added, int byGossip) {}

    /// Blocks and transactions.
    ///
    /// @param height of the chain that the node under show follows
    /// @param blocks that came to it by relay
    /// @param transactions that came to it by relay
    public record Relay(int height, long blocks, long transactions) {}

    /// Messages of the node under show, both directions.
    ///
    /// @param peakRate a second
    public record Messages(long total, long peakRate) {}

    /// Connections that had to stand at once.
    int goal() {
        return Math.min(GOAL, target);
    }

    public boolean goalReached() {
        return connections.peak >= goal();
    }

    long messagesPerSecond() {
        return messages.total * 1000 / Math.max(1, length.toMillis());
    }

    /// One line: whether the demo did what it is for, and if not, why not.
    String verdict() {
        if (goalReached()) return "goal reached: %d connections stood at once, %d were asked for".formatted(connections.peak, goal());
        var reason = length.isZero() ? "it was stopped before the node under show began"
                : discovery.found == 0 ? "the DNS seed told no address"
                : connections.established == 0 ? "no handshake was completed"
                : "%d connections failed, %d were lost, in %d s".formatted(connections.failed, connections.lost, length.toSeconds());
        return "goal missed: %d connections stood at once, %d were asked for: %s".formatted(connections.peak, goal(), reason);
    }
}
