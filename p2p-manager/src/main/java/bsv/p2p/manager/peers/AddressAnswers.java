package bsv.p2p.manager.peers;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.manager.connection.PeerConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Answers getaddr with a share of what is known, after a random wait. All who ask within a day get the same answer, so that whoever
/// asks often does not learn the whole book; but for a node that knows twice as many peers by then, as a young one soon does. Shares and limits:
/// net_processing.cpp and addrman.cpp of the reference node.
final class AddressAnswers {
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(7);
    private static final int MOST_PICKED = 2_500;
    /// Peers looked at for one answer.
    private static final int MOST_KNOWN = 100_000;

    private final Supplier<ManagerConfig> config;
    private final PeerKeeper keeper;
    private final InstantSource clock;
    private final RandomGenerator random;
    /// Used on the keeper's thread only, as is the time.
    private List<TimestampedAddress> answer = List.of();
    private Instant validUntil = Instant.MIN;
    private long knownThen;

    AddressAnswers(Supplier<ManagerConfig> config, PeerKeeper keeper, InstantSource clock, RandomGenerator random) {
        this.config = config;
        this.keeper = keeper;
        this.clock = clock;
        this.random = random;
    }

    /// A caller asked for the first time. On the connection's loop.
    void answerLater(PeerConnection connection) {
        connection.loop().schedule(() -> answer(connection), AddressRelay.poisson(random, config.get().gossip().addrInterval()));
    }

    private void answer(PeerConnection connection) {
        keeper.unlessBehind(store -> {
            var told = current(store).stream().filter(entry -> !entry.address().ip().equals(connection.address().ip())).toList();
            if (!told.isEmpty()) AddressRelay.send(connection, told);
        });
    }

    /// Nobody is told that nothing is known, so that answer is not kept.
    private List<TimestampedAddress> current(PeerStore store) {
        var now = clock.instant();
        long knownNow = store.countByStatus(PeerStatus.VALID) + store.countByStatus(PeerStatus.UNKNOWN);
        if (answer.isEmpty() || now.isAfter(validUntil) || knownNow >= 2 * knownThen) {
            answer = sample(known(store, now));
            knownThen = knownNow;
            validUntil = now.plus(config.get().gossip().getaddrCache());
        }
        return answer;
    }

    private List<TimestampedAddress> known(PeerStore store, Instant now) {
        var known = new ArrayList<TimestampedAddress>();
        for (var status : List.of(PeerStatus.VALID, PeerStatus.UNKNOWN)) {
            try (var peers = store.findByStatus(status)) {
                peers.filter(peer -> isTold(peer, now)).limit(MOST_KNOWN).forEach(peer -> known.add(told(peer, now)));
            }
        }
        return known;
    }

    private boolean isTold(Peer peer, Instant now) {
        return Services.has(peer.services(), Services.NETWORK) && peer.attempts() == 0 && config.get().network().canReach(peer.ip())
                && peer.lastSeen().isPresent() && peer.lastSeen().get().isAfter(now.minus(FORGOTTEN_AFTER));
    }

    private static TimestampedAddress told(Peer peer, Instant now) {
        long time = Math.clamp(peer.lastSeen().orElse(now).getEpochSecond(), 0, 0xffff_ffffL);
        return new TimestampedAddress(time, NetworkAddress.of(peer.services(), peer.endpoint()));
    }

    private List<TimestampedAddress> sample(List<TimestampedAddress> known) {
        double share = config.get().gossip().getaddrShare();
        int wanted = (int) Math.min(Math.min(Math.ceil(known.size() * share), MOST_PICKED), Addr.MAX_ADDRESSES);
        for (int i = 0; i < wanted; i++) {
            int j = random.nextInt(i, known.size());
            var swapped = known.get(i);
            known.set(i, known.get(j));
            known.set(j, swapped);
        }
        return List.copyOf(known.subList(0, wanted));
    }
}
