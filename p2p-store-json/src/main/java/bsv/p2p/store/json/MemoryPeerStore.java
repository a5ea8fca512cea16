package bsv.p2p.store.json;

import bsv.p2p.api.error.DuplicatePeer;
import bsv.p2p.api.error.PeerNotFound;
import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Peers by id, by ip:port and by status, and bans by target: every look-up and every count costs the same whatever their number.
///
/// Writers take turns. Readers do not wait for them: they look, and look again if a writer was at work meanwhile, so that what is
/// written as one unit is seen as one. Streams read the maps as they are.
final class MemoryPeerStore implements PeerStore {
    private final String name;
    private final Map<UUID, Peer> byId = new ConcurrentHashMap<>();
    private final Map<Endpoint, Peer> byEndpoint = new ConcurrentHashMap<>();
    private final Map<PeerStatus, ConcurrentHashMap<UUID, Peer>> byStatus = new EnumMap<>(PeerStatus.class);
    private final Map<Cidr, Ban> bans = new ConcurrentHashMap<>();
    private final StampedLock lock = new StampedLock();
    private final AtomicLong version = new AtomicLong();
    private volatile boolean closed;

    /// Everything at one moment.
    ///
    /// @param version grows with every change
    record Snapshot(long version, List<Peer> peers, List<Ban> bans) {}

    /// An empty store.
    ///
    /// @param name what error messages call it
    MemoryPeerStore(String name) {
        this.name = name;
        for (var status : PeerStatus.values()) byStatus.put(status, new ConcurrentHashMap<>());
    }

    @Override
    public void create(Peer peer) {
        write(() -> {
            if (byId.containsKey(peer.id())) throw new DuplicatePeer("id " + peer.id());
            if (byEndpoint.containsKey(peer.endpoint())) throw new DuplicatePeer("address " + peer.endpoint());
            return put(peer);
        });
    }

    @Override
    public Optional<Peer> read(UUID id) {
        return look(() -> Optional.ofNullable(byId.get(id)));
    }

    @Override
    public void update(Peer peer) {
        write(() -> {
            if (!byId.containsKey(peer.id())) throw new PeerNotFound(peer.id());
            if (belongsToAnother(peer)) throw new DuplicatePeer("address " + peer.endpoint());
            return put(peer);
        });
    }

    @Override
    public boolean delete(UUID id) {
        return write(() -> {
            var peer = byId.remove(id);
            if (peer == null) return false;
            byEndpoint.remove(peer.endpoint());
            ofStatus(peer.status()).remove(id);
            version.incrementAndGet();
            return true;
        });
    }

    @Override
    public Stream<Peer> listAll() {
        checkOpen();
        return byId.values().stream();
    }

    @Override
    public Stream<Peer> findByStatus(PeerStatus status) {
        checkOpen();
        return ofStatus(status).values().stream();
    }

    @Override
    public Optional<Peer> findByIpPort(Endpoint endpoint) {
        return look(() -> Optional.ofNullable(byEndpoint.get(endpoint)));
    }

    @Override
    public long countByStatus(PeerStatus status) {
        return look(() -> ofStatus(status).mappingCount());
    }

    @Override
    public int batch(List<Peer> peers) {
        var all = List.copyOf(peers);
        return write(() -> {
            int taken = 0;
            for (var peer : all) {
                if (belongsToAnother(peer)) continue;
                put(peer);
                taken++;
            }
            return taken;
        });
    }

    @Override
    public void putBan(Ban ban) {
        write(() -> {
            bans.put(ban.target(), ban);
            return version.incrementAndGet();
        });
    }

    @Override
    public boolean removeBan(Cidr target) {
        return write(() -> {
            boolean was = bans.remove(target) != null;
            if (was) version.incrementAndGet();
            return was;
        });
    }

    @Override
    public List<Ban> bans() {
        return look(() -> List.copyOf(bans.values()));
    }

    @Override
    public void flush() {
        checkOpen();
    }

    @Override
    public void close() {
        long stamp = lock.writeLock();
        closed = true;
        lock.unlockWrite(stamp);
    }

    /// All that is in the store, closed or not.
    Snapshot snapshot() {
        long stamp = lock.readLock();
        try {
            return new Snapshot(version.get(), List.copyOf(byId.values()), List.copyOf(bans.values()));
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /// The number of changes until now.
    long version() {
        return version.get();
    }

    boolean isClosed() {
        return closed;
    }

    private void checkOpen() {
        if (closed) throw new PeerStoreException(name + " is closed");
    }

    private long put(Peer peer) {
        var before = byId.put(peer.id(), peer);
        if (before != null && !before.endpoint().equals(peer.endpoint())) byEndpoint.remove(before.endpoint());
        if (before != null && before.status() != peer.status()) ofStatus(before.status()).remove(peer.id());
        byEndpoint.put(peer.endpoint(), peer);
        ofStatus(peer.status()).put(peer.id(), peer);
        return version.incrementAndGet();
    }

    private boolean belongsToAnother(Peer peer) {
        var owner = byEndpoint.get(peer.endpoint());
        return owner != null && !owner.id().equals(peer.id());
    }

    private ConcurrentHashMap<UUID, Peer> ofStatus(PeerStatus status) {
        return Objects.requireNonNull(byStatus.get(status));
    }

    private <T> T write(Supplier<T> change) {
        long stamp = lock.writeLock();
        try {
            checkOpen();
            return change.get();
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private <T> T look(Supplier<T> query) {
        checkOpen();
        long stamp = lock.tryOptimisticRead();
        if (stamp != 0) {
            var answer = query.get();
            if (lock.validate(stamp)) return answer;
        }
        stamp = lock.readLock();
        try {
            return query.get();
        } finally {
            lock.unlockRead(stamp);
        }
    }
}
