package bsv.p2p.manager.peers;

import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// Chooses whom to dial: VALID peers first, then UNKNOWN ones, then INACCESSIBLE ones whose cool-down is over; of the VALID ones the
/// two seen last come first. The others come by chance, each bucket having the same: a source that told thousands of addresses is not
/// chosen more often than one that told some. No two in one netgroup where that counts.
public final class PeerSelection {
    /// Candidates kept of each bucket; by chance where there are more.
    private static final int OF_A_BUCKET = 16;
    /// Peers that were good last time, tried before chance decides.
    private static final int ANCHORS = 2;
    private static final Comparator<Peer> LAST_SEEN_FIRST = Comparator.comparing((Peer peer) -> peer.lastSeen().orElse(Instant.MIN)).reversed();

    private final RandomGenerator random;
    private final AddressBuckets buckets;

    public PeerSelection(RandomGenerator random, AddressBuckets buckets) {
        this.random = random;
        this.buckets = buckets;
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
            if (chosen.size() >= wanted) break;
            for (var peer : candidates(store, status, peer -> peer.isDialable(now) && eligible.test(peer))) {
                if (chosen.size() >= wanted) return chosen;
                if (!netgroupsCount || groups.add(peer.ip().netgroup())) chosen.add(peer);
            }
        }
        return chosen;
    }

    /// One that was only heard of, to see whether it is there.
    public Optional<Peer> untried(PeerStore store, Predicate<Peer> eligible, Instant now) {
        return candidates(store, PeerStatus.UNKNOWN, peer -> peer.isDialable(now) && eligible.test(peer)).stream().findFirst();
    }

    private List<Peer> candidates(PeerStore store, PeerStatus status, Predicate<Peer> eligible) {
        var byBucket = new LinkedHashMap<Integer, Sample>();
        var anchors = new ArrayList<Peer>();
        try (var peers = store.findByStatus(status)) {
            peers.filter(eligible).forEach(peer -> {
                int bucket = status == PeerStatus.VALID ? buckets.tried(peer.endpoint()) : buckets.heard(peer.endpoint(), peer.source());
                byBucket.computeIfAbsent(bucket, _ -> new Sample()).add(peer, random);
                if (status == PeerStatus.VALID) keepLatest(anchors, peer);
            });
        }
        var inTurn = inTurn(byBucket);
        inTurn.removeAll(anchors);
        inTurn.addAll(0, anchors);
        return inTurn;
    }

    private static void keepLatest(List<Peer> anchors, Peer peer) {
        anchors.add(peer);
        anchors.sort(LAST_SEEN_FIRST);
        if (anchors.size() > ANCHORS) anchors.removeLast();
    }

    /// One of each bucket, then another of each, and so on; the buckets in random order.
    private List<Peer> inTurn(Map<Integer, Sample> byBucket) {
        var samples = new ArrayList<>(byBucket.values());
        samples.forEach(sample -> shuffle(sample.peers));
        shuffle(samples);
        var all = new ArrayList<Peer>();
        for (int turn = 0; turn < OF_A_BUCKET; turn++) for (var sample : samples) if (turn < sample.peers.size()) all.add(sample.peers.get(turn));
        return all;
    }

    private <T> void shuffle(List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            var swapped = list.get(i);
            list.set(i, list.get(j));
            list.set(j, swapped);
        }
    }

    /// Some of the peers of a bucket, each with the same chance.
    private static final class Sample {
        final List<Peer> peers = new ArrayList<>();
        private int seen;

        void add(Peer peer, RandomGenerator random) {
            seen++;
            if (peers.size() < OF_A_BUCKET) peers.add(peer);
            else if (random.nextInt(seen) < OF_A_BUCKET) peers.set(random.nextInt(OF_A_BUCKET), peer);
        }
    }
}
