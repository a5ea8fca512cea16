package bsv.p2p.app.store;

import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.PeerStore;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which peers are meant. What is empty does not count.
///
/// @param statuses one of these
/// @param within in one of these blocks
/// @param agent in the user agent, whatever the case
/// @param services all of these bits
/// @param seenSince seen then or later
public record PeerFilter(Set<PeerStatus> statuses, List<Cidr> within, String agent, long services, Optional<Instant> seenSince) {
    public PeerFilter {
        statuses = Set.copyOf(statuses);
        within = List.copyOf(within);
        agent = agent.toLowerCase(Locale.ROOT);
    }

    /// Those of the store that fit. Close the stream.
    public Stream<Peer> of(PeerStore store) {
        var all = statuses.size() == 1 ? store.findByStatus(statuses.iterator().next()) : store.listAll();
        return all.filter(this::fits);
    }

    boolean fits(Peer peer) {
        return (statuses.isEmpty() || statuses.contains(peer.status()))
                && (within.isEmpty() || within.stream().anyMatch(block -> block.contains(peer.ip())))
                && (agent.isEmpty() || peer.userAgent().toLowerCase(Locale.ROOT).contains(agent))
                && Services.has(peer.services(), services)
                && (seenSince.isEmpty() || peer.lastSeen().filter(seen -> !seen.isBefore(seenSince.get())).isPresent());
    }
}
