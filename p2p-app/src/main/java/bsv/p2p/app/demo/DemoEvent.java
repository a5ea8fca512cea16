package bsv.p2p.app.demo;

import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.peer.Endpoint;
import java.time.Duration;
import java.util.List;

/// What happens in the demo beside the events of the node under show.
sealed interface DemoEvent {
    /// Some of the embedded nodes are up.
    record NetworkStarting(int up, int nodes) implements DemoEvent {}

    /// All embedded nodes are up; the node under show begins.
    record NetworkStarted(int nodes, int port, Endpoint dnsServer, Duration took) implements DemoEvent {}

    /// Embedded nodes are being killed.
    record NodesKilled(List<Endpoint> nodes) implements DemoEvent {
        public NodesKilled {
            nodes = List.copyOf(nodes);
        }
    }

    /// Killed nodes are being started again.
    record NodesRevived(List<Endpoint> nodes) implements DemoEvent {
        public NodesRevived {
            nodes = List.copyOf(nodes);
        }
    }

    /// The node under show has as many outbound connections as it wants.
    ///
    /// @param took since it began, or since it lost the first of those that are replaced
    /// @param refilled whether lost ones were replaced
    record TargetReached(int outbound, Duration took, boolean refilled) implements DemoEvent {}

    /// A peer relayed a block to the node under show.
    record BlockRelayed(int height, Hash256 hash, int transactions, Endpoint from) implements DemoEvent {}

    /// The name of the fact.
    default String kind() {
        return "Demo" + getClass().getSimpleName();
    }
}
