package bsv.p2p.manager;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.SharedPeerStore;
import bsv.p2p.testkit.PlainPeerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// A store that several nodes of a test have in common.
final class CommonStore implements SharedPeerStore {
    final Map<UUID, Instant> claims = new HashMap<>();
    private final PlainPeerStore peers = new PlainPeerStore();

    @Override
    public synchronized List<Peer> claim(PeerStatus status, int most, Instant now, Duration hold) {
        try (var all = peers.findByStatus(status)) {
            return all.filter(peer -> peer.isDialable(now) && !claim(List.of(peer.id()), now, hold).isEmpty()).limit(most).toList();
        }
    }

    @Override
    public synchronized Set<UUID> claim(Collection<UUID> ids, Instant now, Duration hold) {
        var taken = new HashSet<UUID>();
        for (var id : ids) {
            if (peers.read(id).isEmpty() || claims.getOrDefault(id, Instant.MIN).isAfter(now)) continue;
            claims.put(id, now.plus(hold));
            taken.add(id);
        }
        return taken;
    }

    @Override
    public synchronized void renew(Collection<UUID> ids, Instant now, Duration hold) {
        for (var id : ids) claims.put(id, now.plus(hold));
    }

    @Override
    public synchronized void release(UUID id) {
        claims.remove(id);
    }

    @Override
    public void create(Peer peer) {
        peers.create(peer);
    }

    @Override
    public Optional<Peer> read(UUID id) {
        return peers.read(id);
    }

    @Override
    public void update(Peer peer) {
        peers.update(peer);
    }

    @Override
    public boolean delete(UUID id) {
        return peers.delete(id);
    }

    @Override
    public Stream<Peer> listAll() {
        return peers.listAll();
    }

    @Override
    public Stream<Peer> findByStatus(PeerStatus status) {
        return peers.findByStatus(status);
    }

    @Override
    public Optional<Peer> findByIpPort(Endpoint endpoint) {
        return peers.findByIpPort(endpoint);
    }

    @Override
    public long countByStatus(PeerStatus status) {
        return peers.countByStatus(status);
    }

    @Override
    public int batch(List<Peer> some) {
        return peers.batch(some);
    }

    @Override
    public void putBan(Ban ban) {
        peers.putBan(ban);
    }

    @Override
    public boolean removeBan(Cidr target) {
        return peers.removeBan(target);
    }

    @Override
    public List<Ban> bans() {
        return peers.bans();
    }

    @Override
    public void flush() {
        peers.flush();
    }

    /// Others may still have it.
    @Override
    public void close() {}
}
