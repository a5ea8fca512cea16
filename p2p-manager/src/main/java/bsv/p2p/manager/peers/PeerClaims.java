package bsv.p2p.manager.peers;

import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.SharedPeerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The peers that this node has claimed in a store that others use too, so that no two of them dial the same peer. Where the store is this
/// node's alone nobody has to claim anything. Lives on the keeper's thread.
public final class PeerClaims {
    /// Claims are to be kept this often.
    public static final Duration KEEPING = Duration.ofSeconds(30);
    /// After the death of a node what it had claimed is free in this time.
    private static final Duration HOLD = KEEPING.multipliedBy(4);
    /// Candidates for each peer that is wanted: others may have claimed some.
    private static final int CHOICE = 8;

    private final Set<UUID> own = new HashSet<>();
    /// Those of them that were not in use when claims were last kept.
    private final Set<UUID> idle = new HashSet<>();

    public PeerClaims() {}

    /// How many candidates [#take] should have to choose from.
    public int candidates(PeerStore store, int wanted) {
        return store instanceof SharedPeerStore ? wanted * CHOICE : wanted;
    }

    /// Of some candidates the first that can be had, in their order.
    public List<Peer> take(PeerStore store, List<Peer> candidates, int wanted, Instant now) {
        if (!(store instanceof SharedPeerStore shared)) return candidates.stream().limit(wanted).toList();
        var taken = new ArrayList<Peer>();
        for (var peer : candidates) {
            if (taken.size() == wanted) break;
            if (!own.contains(peer.id()) && shared.claim(List.of(peer.id()), now, HOLD).isEmpty()) continue;
            own.add(peer.id());
            taken.add(peer);
        }
        return taken;
    }

    /// Renews claims, and gives back those of peers that are not in use for the second time: one may just be about to be dialed.
    public void keep(PeerStore store, Predicate<UUID> isUsed, Instant now) {
        if (!(store instanceof SharedPeerStore shared)) return;
        var unused = own.stream().filter(isUsed.negate()).collect(Collectors.toSet());
        for (var id : unused) if (idle.contains(id)) shared.release(id);
        own.removeIf(id -> unused.contains(id) && idle.contains(id));
        idle.clear();
        idle.addAll(unused);
        idle.retainAll(own);
        if (!own.isEmpty()) shared.renew(List.copyOf(own), now, HOLD);
    }

    /// Gives all back.
    public void release(PeerStore store) {
        if (store instanceof SharedPeerStore shared) own.forEach(shared::release);
        own.clear();
    }
}
