package bsv.p2p.testkit;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.PeerStore;
import java.util.HashSet;
import java.util.Set;

/// All that a store holds, to be compared.
record StoreContent(Set<Peer> peers, Set<Ban> bans) {
    static final StoreContent NOTHING = new StoreContent(Set.of(), Set.of());

    StoreContent {
        peers = Set.copyOf(peers);
        bans = Set.copyOf(bans);
    }

    static StoreContent of(PeerStore store) {
        try (var peers = store.listAll()) {
            return new StoreContent(new HashSet<>(peers.toList()), new HashSet<>(store.bans()));
        }
    }

    @Override
    public String toString() {
        return peers.size() + " peers " + peers + " and " + bans.size() + " bans " + bans;
    }
}
