package bsv.p2p.app.demo;

import bsv.p2p.api.ConnectionCounts;
import bsv.p2p.api.ConnectionSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The demo at one moment, for the live view.
///
/// @param now wall time, that of the snapshots
/// @param elapsed since the node under show began
/// @param length of the whole; empty if it has no end
/// @param target outbound connections wanted
/// @param peersKnown peers that the node under show remembers
/// @param bans that hold
/// @param nodes embedded ones
/// @param nodesUp of those, how many live
/// @param nodeConnections connections of the embedded nodes, each counted at both ends
/// @param tip of the chain that the node under show follows
/// @param transactions relayed to it so far
/// @param messagesPerSecond of the node under show, both directions
record DemoState(Instant now, Duration elapsed, Optional<Duration> length, int target, ConnectionCounts counts,
        List<ConnectionSnapshot> connections, long peersKnown, int bans, int nodes, int nodesUp, int nodeConnections,
        DemoChain.Link tip, long transactions, long messagesPerSecond) {
    DemoState {
        connections = List.copyOf(connections);
    }

    /// While the embedded nodes are being started.
    static DemoState starting(Instant now, Optional<Duration> length, int target, int nodes, int nodesUp) {
        return new DemoState(now, Duration.ZERO, length, target, new ConnectionCounts(0, 0, 0, 0), List.of(), 0, 0, nodes, nodesUp, 0,
                new DemoChain().tip(), 0, 0);
    }
}
