package bsv.p2p.app.demo;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.event.ControlEvent.ConnectionFailed;
import bsv.p2p.api.event.ControlEvent.ConnectionLost;
import bsv.p2p.api.event.ControlEvent.ConnectionRejectedCapacity;
import bsv.p2p.api.event.ControlEvent.ConnectionRestarting;
import bsv.p2p.api.event.ControlEvent.DiscoveryFinished;
import bsv.p2p.api.event.ControlEvent.ListenerBindFailed;
import bsv.p2p.api.event.ControlEvent.PeerBanned;
import bsv.p2p.api.event.ControlEvent.PeerDiscovered;
import bsv.p2p.api.event.ControlEvent.PeerMisbehavior;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.app.demo.DemoEvent.BlockRelayed;
import bsv.p2p.app.demo.DemoEvent.NetworkStarted;
import bsv.p2p.app.demo.DemoEvent.NetworkStarting;
import bsv.p2p.app.demo.DemoEvent.NodesKilled;
import bsv.p2p.app.demo.DemoEvent.NodesRevived;
import bsv.p2p.app.demo.DemoEvent.TargetReached;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Says in a line what happened, to somebody who sees a node at work for the first time. The lines may hold text from peers.
final class EventText {
    private EventText() {}

    static String of(DemoEvent event) {
        return switch (event) {
            case NetworkStarting(int up, int nodes) -> "starting the network: %d of %d nodes are up".formatted(up, nodes);
            case NetworkStarted(int nodes, int port, var dns, var took) ->
                    "%d nodes listen on port %d after %s; their DNS seed is %s".formatted(nodes, port, seconds(took), dns);
            case NodesKilled(var nodes) -> "killed " + addresses(nodes);
            case NodesRevived(var nodes) -> "started again " + addresses(nodes);
            case TargetReached(int outbound, var took, boolean refilled) -> refilled
                    ? "all %d outbound places are filled again, after %s".formatted(outbound, seconds(took))
                    : "all %d outbound places are filled, after %s".formatted(outbound, seconds(took));
            case BlockRelayed(int height, var hash, int transactions, var from) ->
                    "block %d %s with %d transactions from %s".formatted(height, hash.toString().substring(0, 16), transactions, from);
        };
    }

    /// Empty for what only fills the screen.
    static Optional<String> of(ControlEvent event) {
        return Optional.ofNullable(switch (event) {
            case ConnectionEstablished(_, var peer, boolean inbound) -> (inbound ? "accepted " : "connected to ") + peer;
            case ConnectionFailed(_, var peer, _, var failure) -> peer + ": " + failure.describe();
            case ConnectionLost(_, var peer, _, var failure) -> "lost " + peer + ": " + failure.map(PeerFailure::describe).orElse("closed by us");
            case ConnectionRestarting(_, var peer, int restarts, var delay) -> restarts > 0 ? "dialing " + peer + " again at once"
                    : "dialing " + peer + " again in " + seconds(delay);
            case ConnectionRejectedCapacity(_, var peer, int connections, _) -> "turned " + peer + " away: all " + connections + " places are taken";
            case DiscoveryFinished(var strategy, int found, int added, _, var took) ->
                    "%s told %d addresses, %d of them new, in %s".formatted(strategy, found, added, seconds(took));
            case PeerDiscovered(_, var peer, var source) -> "heard of " + peer + " from " + source;
            case PeerMisbehavior(_, var peer, _, var what, int points, _) -> peer + " broke a rule: " + what + " (" + points + " points)";
            case PeerBanned(_, var target, var reason, _) -> "banned " + target + ": " + reason.describe();
            case ListenerBindFailed(var address, var cause, _) -> "cannot listen on " + address + ": " + cause;
            default -> null;
        });
    }

    private static String addresses(List<Endpoint> nodes) {
        return nodes.stream().map(node -> node.ip().toString()).collect(Collectors.joining(", "));
    }

    /// Seconds, or milliseconds where there are few.
    static String seconds(Duration duration) {
        return duration.toMillis() < 100 ? duration.toMillis() + " ms" : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
