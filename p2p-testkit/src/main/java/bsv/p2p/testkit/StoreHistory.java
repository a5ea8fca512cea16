package bsv.p2p.testkit;

import bsv.p2p.api.error.DuplicatePeer;
import bsv.p2p.api.error.PeerNotFound;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Changes of a store by number, the same for the same seed wherever they are made: so that one process can say what another must have
/// written. Few ids and addresses, so that most of them collide. Not safe for many threads.
final class StoreHistory {
    private final long seed;
    /// In half of all histories there are none: they may be what makes peers durable.
    private final boolean hasBans;
    private final List<UUID> ids;
    private final List<Endpoint> endpoints;
    private final List<Cidr> targets;

    StoreHistory(long seed) {
        this.seed = seed;
        hasBans = seed % 2 == 0;
        var samples = new Samples(seed);
        ids = Stream.generate(samples::id).limit(40).toList();
        endpoints = Stream.generate(samples::endpoint).limit(40).toList();
        targets = Stream.generate(samples::ban).map(ban -> ban.target()).limit(10).toList();
    }

    /// Makes a change, or has it refused.
    void change(int number, PeerStore store) {
        var by = new Samples(seed ^ (0x9e37_79b9_7f4a_7c15L * number));
        try {
            switch (by.between(0, hasBans ? 9 : 7)) {
                case 0, 1, 2 -> store.create(by.peer(by.oneOf(ids), by.oneOf(endpoints), by.oneOf(List.of(PeerStatus.values()))));
                case 3, 4 -> store.update(by.peer(by.oneOf(ids), by.oneOf(endpoints), by.oneOf(List.of(PeerStatus.values()))));
                case 5 -> store.delete(by.oneOf(ids));
                case 6, 7 -> store.batch(Stream.generate(() -> by.peer(by.oneOf(ids), by.oneOf(endpoints), PeerStatus.VALID)).limit(8).toList());
                case 8 -> store.putBan(by.ban(by.oneOf(targets)));
                default -> store.removeBan(by.oneOf(targets));
            }
        } catch (DuplicatePeer | PeerNotFound _) {
            // a change that changes nothing
        }
    }
}
