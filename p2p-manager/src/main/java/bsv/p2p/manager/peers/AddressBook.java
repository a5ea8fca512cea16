package bsv.p2p.manager.peers;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;

/// Which of the addresses heard of are kept. Each bucket has 64 places; in a full one a newcomer gets the place of one that turned out
/// bad or is long forgotten, or none. So whoever tells many addresses fills its own buckets and nobody else's. Not thread-safe.
public final class AddressBook {
    /// Places of a bucket.
    static final int PLACES = 64;
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(30);
    private static final int BAD_ATTEMPTS = 3;

    private final AddressBuckets buckets;
    private final Map<Integer, SequencedMap<Endpoint, UUID>> places = new HashMap<>();

    public AddressBook(AddressBuckets buckets) {
        this.buckets = buckets;
    }

    /// Takes over what a store remembers.
    void load(PeerStore store) {
        try (var all = store.listAll()) {
            all.filter(peer -> !peer.isValid()).forEach(peer -> bucket(peer).put(peer.endpoint(), peer.id()));
        }
    }

    /// Finds a place for a peer that was heard of; the peer whose place it gets leaves the store.
    ///
    /// @return whether there is one
    boolean admit(Peer newcomer, PeerStore store, Instant now) {
        var bucket = bucket(newcomer);
        if (bucket.size() >= PLACES && !makeRoom(bucket, store, now)) return false;
        bucket.put(newcomer.endpoint(), newcomer.id());
        return true;
    }

    private SequencedMap<Endpoint, UUID> bucket(Peer peer) {
        return places.computeIfAbsent(buckets.heard(peer.endpoint(), peer.source()), _ -> new LinkedHashMap<>());
    }

    /// Looks at the one that was not looked at for longest: it goes, or to the end of the line.
    private static boolean makeRoom(SequencedMap<Endpoint, UUID> bucket, PeerStore store, Instant now) {
        var first = bucket.pollFirstEntry();
        var peer = store.read(first.getValue());
        if (peer.isPresent() && isWorthKeeping(peer.get(), now)) {
            bucket.putLast(first.getKey(), first.getValue());
            return false;
        }
        peer.filter(known -> !isKeptElsewhere(known)).ifPresent(known -> store.delete(known.id()));
        return true;
    }

    private static boolean isWorthKeeping(Peer peer, Instant now) {
        if (isKeptElsewhere(peer) || peer.isInaccessible() || peer.attempts() >= BAD_ATTEMPTS) return false;
        return peer.lastSeen().orElse(peer.statusSince()).isAfter(now.minus(FORGOTTEN_AFTER));
    }

    /// Those that proved good and those that are banned need no place here.
    private static boolean isKeptElsewhere(Peer peer) {
        return peer.status() == PeerStatus.VALID || peer.status() == PeerStatus.BANNED;
    }
}
