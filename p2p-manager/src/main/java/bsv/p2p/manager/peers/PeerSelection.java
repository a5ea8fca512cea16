package bsv.p2p.manager.peers;

import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Chooses whom to dial: VALID peers first, then UNKNOWN ones, then INACCESSIBLE ones whose cool-down is over; of the VALID ones the
/// two seen last come first, the others of each status in random order. No two in one netgroup where that counts.
public final class PeerSelection {
    /// Candidates looked at of each status; a random sample where there are more.
    private static final int SAMPLE = 1_000;
    /// Peers that were good last time, tried before chance decides.
    private static final int ANCHORS = 2;

    private final RandomGenerator random;

    public PeerSelection(RandomGenerator random) {
        this.random = random;
    }

    /// Up to `wanted` peers in the order to dial them.
    ///
    /// @param eligible what else a peer must fulfil: not connected, not banned, reachable
    /// @param usedNetgroups groups that are taken
    /// @param netgroupsCount whether two peers may not share a group
    public List<Peer> choose(PeerStore store, int wanted, Predicate<Peer> eligible, Set<Cidr> usedNetgroups, boolean netgroupsCount, Instant now) {
        var chosen = new ArrayList<Peer>();
        var groups = new HashSet<>(usedNetgroups);
        for (var status : List.of(PeerStatus.VALID, PeerStatus.UNKNOWN, PeerStatus.INACCESSIBLE)) {
            for (var peer : candidates(store, status, peer -> peer.isDialable(now) && eligible.test(peer))) {
                if (chosen.size() >= wanted) return chosen;
                if (!netgroupsCount || groups.add(peer.ip().netgroup())) chosen.add(peer);
            }
        }
        return chosen;
    }

    private List<Peer> candidates(PeerStore store, PeerStatus status, Predicate<Peer> eligible) {
        var sample = new ArrayList<Peer>();
        try (var peers = store.findByStatus(status)) {
            int seen = 0;
            for (var all = peers.filter(eligible).iterator(); all.hasNext(); seen++) {
                var peer = all.next();
                if (sample.size() < SAMPLE) sample.add(peer);
                else if (random.nextInt(seen + 1) < SAMPLE) sample.set(random.nextInt(SAMPLE), peer);
            }
        }
        shuffle(sample);
        if (status == PeerStatus.VALID) lastSeenFirst(sample);
        return sample;
    }

    private void shuffle(List<Peer> peers) {
        for (int i = peers.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            var swapped = peers.get(i);
            peers.set(i, peers.get(j));
            peers.set(j, swapped);
        }
    }

    private static void lastSeenFirst(List<Peer> peers) {
        var anchors = peers.stream().sorted(Comparator.comparing((Peer peer) -> peer.lastSeen().orElse(Instant.MIN)).reversed()).limit(ANCHORS).toList();
        peers.removeAll(anchors);
        peers.addAll(0, anchors);
    }
}
