package bsv.p2p.testkit;

import bsv.p2p.api.error.DuplicatePeer;
import bsv.p2p.api.error.PeerNotFound;
import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// The plainest store that keeps the contract: some maps and one lock. It keeps nothing over a restart. Tests
/// compare other stores with it, or use it where any store will do.
public final class PlainPeerStore implements PeerStore {
    private final Map<UUID, Peer> peers = new LinkedHashMap<>();
    private final Map<Endpoint, UUID> byEndpoint = new HashMap<>();
    private final Map<Cidr, Ban> bans = new LinkedHashMap<>();
    private boolean closed;

    public PlainPeerStore() {}

    @Override
    public synchronized void create(Peer peer) {
        checkOpen();
        if (peers.containsKey(peer.id())) throw new DuplicatePeer("id " + peer.id());
        if (belongsToAnother(peer)) throw new DuplicatePeer("address " + peer.endpoint());
        put(peer);
    }

    @Override
    public synchronized Optional<Peer> read(UUID id) {
        checkOpen();
        return Optional.ofNullable(peers.get(id));
    }

    @Override
    public synchronized void update(Peer peer) {
        checkOpen();
        if (!peers.containsKey(peer.id())) throw new PeerNotFound(peer.id());
        if (belongsToAnother(peer)) throw new DuplicatePeer("address " + peer.endpoint());
        put(peer);
    }

    @Override
    public synchronized boolean delete(UUID id) {
        checkOpen();
        var removed = peers.remove(id);
        if (removed != null) byEndpoint.remove(removed.endpoint());
        return removed != null;
    }

    @Override
    public synchronized Stream<Peer> listAll() {
        checkOpen();
        return List.copyOf(peers.values()).stream();
    }

    @Override
    public synchronized Stream<Peer> findByStatus(PeerStatus status) {
        return listAll().filter(peer -> peer.status() == status);
    }

    @Override
    public synchronized Optional<Peer> findByIpPort(Endpoint endpoint) {
        checkOpen();
        return Optional.ofNullable(byEndpoint.get(endpoint)).map(peers::get);
    }

    @Override
    public synchronized long countByStatus(PeerStatus status) {
        return findByStatus(status).count();
    }

    @Override
    public synchronized int batch(List<Peer> batch) {
        checkOpen();
        batch.forEach(Objects::requireNonNull);
        int taken = 0;
        for (var peer : batch) {
            if (belongsToAnother(peer)) continue;
            put(peer);
            taken++;
        }
        return taken;
    }

    @Override
    public synchronized void putBan(Ban ban) {
        checkOpen();
        bans.put(ban.target(), ban);
    }

    @Override
    public synchronized boolean removeBan(Cidr target) {
        checkOpen();
        return bans.remove(target) != null;
    }

    @Override
    public synchronized List<Ban> bans() {
        checkOpen();
        return List.copyOf(bans.values());
    }

    @Override
    public synchronized void flush() {
        checkOpen();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void put(Peer peer) {
        var before = peers.put(peer.id(), peer);
        if (before != null) byEndpoint.remove(before.endpoint());
        byEndpoint.put(peer.endpoint(), peer.id());
    }

    private boolean belongsToAnother(Peer peer) {
        var owner = byEndpoint.get(peer.endpoint());
        return owner != null && !owner.equals(peer.id());
    }

    private void checkOpen() {
        if (closed) throw new PeerStoreException("the store is closed");
    }
}
