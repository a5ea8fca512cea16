package bsv.p2p.manager.peers;

import bsv.p2p.api.peer.Peer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Changes of peers that wait for the store: of one peer the last of each kind, in the order in which they came last. So a store that
/// hangs has no more waiting for it than there are peers in use, however long it hangs. Thread-safe.
final class PendingChanges {
    private final Map<UUID, SequencedMap<PeerNews, UnaryOperator<Peer>>> waiting = new HashMap<>();

    /// Adds a change in place of one of its kind.
    ///
    /// @return whether nothing was waiting for this peer
    synchronized boolean add(UUID peer, PeerNews news, UnaryOperator<Peer> change) {
        var known = waiting.get(peer);
        var changes = known == null ? new LinkedHashMap<PeerNews, UnaryOperator<Peer>>() : known;
        changes.putLast(news, change);
        waiting.put(peer, changes);
        return known == null;
    }

    /// Takes what waits for a peer.
    synchronized List<UnaryOperator<Peer>> take(UUID peer) {
        var changes = waiting.remove(peer);
        return changes == null ? List.of() : new ArrayList<>(changes.values());
    }
}
