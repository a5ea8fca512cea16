package bsv.p2p.api.spi;

import bsv.p2p.api.error.DuplicatePeer;
import bsv.p2p.api.error.PeerNotFound;
import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Remembers peers and bans. Methods may block and are safe to call from many threads. What cannot be read or written is a
/// [PeerStoreException]; after one the store still answers what it can. The test kit's `PeerStoreContract` says the rest in tests.
///
/// Streams must be closed, need not be consistent with writes made while they are read, and may be abandoned half way.
public interface PeerStore extends AutoCloseable {
    /// Adds a peer.
    ///
    /// @throws DuplicatePeer if its id or its ip:port is there already; nothing changes then
    void create(Peer peer);

    Optional<Peer> read(UUID id);

    /// Replaces the peer of the same id.
    ///
    /// @throws PeerNotFound if there is none
    /// @throws DuplicatePeer if its new ip:port is another peer's
    void update(Peer peer);

    /// Removes a peer.
    ///
    /// @return whether there was one
    boolean delete(UUID id);

    /// All peers, in no order.
    Stream<Peer> listAll();

    /// The peers of a status, in no order.
    Stream<Peer> findByStatus(PeerStatus status);

    Optional<Peer> findByIpPort(Endpoint endpoint);

    long countByStatus(PeerStatus status);

    /// Adds the peers that are new by id and ip:port and replaces those that are there by id, as one unit. A peer whose ip:port belongs to
    /// another id is left out.
    ///
    /// @return how many were added or replaced
    int batch(List<Peer> peers);

    /// Keeps a ban in place of any on the same target. Durable when this returns, or at the latest a second later.
    void putBan(Ban ban);

    /// Forgets the ban on exactly this target.
    ///
    /// @return whether there was one
    boolean removeBan(Cidr target);

    /// All bans, expired ones included.
    List<Ban> bans();

    /// Makes everything durable that was written before.
    void flush();

    /// Flushes and gives everything back. Further calls throw [PeerStoreException]; closing again does nothing.
    @Override
    void close();
}
