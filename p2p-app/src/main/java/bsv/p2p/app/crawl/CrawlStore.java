package bsv.p2p.app.crawl;

import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Chain;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a crawl remembers. Not safe for many threads; blocks.
///
/// A peer that was called has its status since then, VALID or INACCESSIBLE, so that the next crawl knows whom to leave out. One of another
/// chain is INACCESSIBLE: nodes that use the store are not to dial it.
public final class CrawlStore {
    private final PeerStore store;
    private final InstantSource clock;

    public CrawlStore(PeerStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// A peer that the store has.
    ///
    /// @param due whether it is to be called
    public record Known(Endpoint address, boolean due) {}

    /// Everybody in the store. Banned ones are not due, nor those that were called less than `again` ago.
    public List<Known> known(Duration again) {
        var now = clock.instant();
        var known = new ArrayList<Known>();
        try (var peers = store.listAll()) {
            peers.forEach(peer -> known.add(new Known(peer.endpoint(), isDue(peer, now.minus(again), now))));
        }
        return known;
    }

    private static boolean isDue(Peer peer, Instant since, Instant now) {
        if (peer.isBanned(now)) return false;
        return peer.status() == PeerStatus.UNKNOWN || peer.status() == PeerStatus.BANNED || peer.statusSince().isBefore(since);
    }

    /// Remembers what came of a call, and the addresses that nobody had told of before.
    void visited(Visited visited, List<Peer> fresh) {
        var changed = new ArrayList<>(fresh);
        var now = clock.instant();
        var before = store.findByIpPort(visited.address()).orElseGet(() -> Peer.discovered(visited.address(), "crawl", now));
        changed.add(visited.isReached() ? reached(before, visited, now) : missed(before, now));
        store.batch(changed);
    }

    /// Remembers those that are not there.
    void found(List<Peer> peers) {
        store.batch(peers);
    }

    /// A peer that somebody told of.
    Peer heard(Endpoint address, long services, Optional<Instant> seen, String source) {
        var peer = Peer.discovered(address, source, clock.instant()).withServices(services);
        return seen.map(peer::withLastSeen).orElse(peer);
    }

    private static Peer reached(Peer before, Visited visited, Instant now) {
        var status = visited.chain() == Chain.OTHER ? PeerStatus.INACCESSIBLE : PeerStatus.VALID;
        return before.withStatus(status, now).withLastSeen(now).withAttempts(0, Optional.empty()).withVersion(visited.services(), visited.userAgent(),
                visited.version().map(Version::protocolVersion).orElse(0), visited.version().map(v -> v.startHeight().orElse(-1)).orElse(-1));
    }

    private static Peer missed(Peer before, Instant now) {
        return before.withStatus(PeerStatus.INACCESSIBLE, now).withAttempts(before.attempts() + 1, Optional.empty());
    }

    /// Makes durable what was remembered.
    void flush() {
        store.flush();
    }
}
