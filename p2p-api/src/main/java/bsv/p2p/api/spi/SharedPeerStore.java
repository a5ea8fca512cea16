package bsv.p2p.api.spi;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// A [PeerStore] that many processes have open at once, and that hands each peer to one of them: so a fleet dials or crawls one table of
/// peers without doing any work twice.
public interface SharedPeerStore extends PeerStore {
    /// Takes peers of a status that nobody has claimed and whose next attempt is due. No other call, in any process, is given them before
    /// `now` plus `hold` has passed, or they are released. Updates of a peer do not end its claim. Never waits for a claim of another.
    ///
    /// @param most how many at most; positive
    /// @param now the time of the caller; the clocks of all processes must agree to well within `hold`
    /// @param hold how long the caller may take; if it dies, the peers are free after that
    /// @return those taken, in no order; empty if there are none
    /// @throws IllegalArgumentException if `most` or `hold` is not positive
    /// @throws PeerStoreException if the store cannot be written; no peer is claimed then
    List<Peer> claim(PeerStatus status, int most, Instant now, Duration hold);

    /// Takes these peers, but for those that somebody has claimed, the caller included. When their next attempt is due is the caller's to know.
    ///
    /// @param hold as for [#claim(PeerStatus, int, Instant, Duration)], as is all else
    /// @return the ids of those taken
    Set<UUID> claim(Collection<UUID> ids, Instant now, Duration hold);

    /// Has claims of the caller's last until `now` plus `hold`. It is to be called well before they end, and may fail now and then without
    /// saying so if somebody changes the peer at that moment.
    void renew(Collection<UUID> ids, Instant now, Duration hold);

    /// Gives a claimed peer back before its time. One that nobody has claimed, or that is not there, is left alone.
    void release(UUID id);
}
