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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Peers in a [PeerTable], and bans by target: every look-up and every count costs the same whatever their number.
///
/// Writers take turns. Readers do not wait for them: they look, and look again if a writer was at work meanwhile, so that what is written
/// as one unit is seen as one. [#listAll()] shows the moment of the call. [#findByStatus] goes through the slots as it is read: a peer that
/// has the status all the time is seen once, one that gets or loses it meanwhile may be seen or not.
final class MemoryPeerStore implements PeerStore {
    private final String name;
    private final PeerTable table = new PeerTable();
    private final Map<Cidr, Ban> bans = new HashMap<>();
    private final Changes changes;
    private final StampedLock lock = new StampedLock();
    private volatile boolean closed;

    /// An empty store.
    ///
    /// @param name what error messages call it
    /// @param changes is told of every change
    MemoryPeerStore(String name, Changes changes) {
        this.name = name;
        this.changes = changes;
    }

    @Override
    public void create(Peer peer) {
        write(() -> {
            if (table.find(peer.id()) != SlotIndex.NONE) throw new DuplicatePeer("id " + peer.id());
            if (table.find(peer.endpoint()) != SlotIndex.NONE) throw new DuplicatePeer("address " + peer.endpoint());
            changes.put(table.add(peer));
            return true;
        });
    }

    @Override
    public Optional<Peer> read(UUID id) {
        return look(() -> peer(table.find(id)));
    }

    @Override
    public void update(Peer peer) {
        write(() -> {
            if (table.find(peer.id()) == SlotIndex.NONE) throw new PeerNotFound(peer.id());
            if (!put(peer)) throw new DuplicatePeer("address " + peer.endpoint());
            return true;
        });
    }

    @Override
    public boolean delete(UUID id) {
        return write(() -> {
            int slot = table.find(id);
            if (slot == SlotIndex.NONE) return false;
            table.remove(slot);
            changes.removed(id);
            return true;
        });
    }

    @Override
    public Stream<Peer> listAll() {
        return write(table::copy).peers();
    }

    @Override
    public Stream<Peer> findByStatus(PeerStatus status) {
        checkOpen();
        return new PeersOfStatus(from -> look(() -> PeersOfStatus.Some.read(table, status, from))).stream();
    }

    @Override
    public Optional<Peer> findByIpPort(Endpoint endpoint) {
        return look(() -> peer(table.find(endpoint)));
    }

    @Override
    public long countByStatus(PeerStatus status) {
        return look(() -> table.count(status));
    }

    @Override
    public int batch(List<Peer> peers) {
        var all = List.copyOf(peers);
        return write(() -> {
            int taken = 0;
            for (var peer : all) if (put(peer)) taken++;
            return taken;
        });
    }

    @Override
    public void putBan(Ban ban) {
        write(() -> {
            changes.banChanged(ban.target());
            return bans.put(ban.target(), ban);
        });
    }

    @Override
    public boolean removeBan(Cidr target) {
        return write(() -> {
            boolean was = bans.remove(target) != null;
            if (was) changes.banChanged(target);
            return was;
        });
    }

    @Override
    public List<Ban> bans() {
        checkOpen();
        return shared(() -> List.copyOf(bans.values()));
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

    /// What has changed since the last call, and everything as it is now; whether the store is closed or not.
    Changes.Moment takeChanges() {
        long stamp = lock.writeLock();
        try {
            return changes.take(table.copy(), bans);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /// Has changes that could not be written down among those of the next [#takeChanges()].
    void giveBack(Changes.Moment moment) {
        long stamp = lock.writeLock();
        changes.giveBack(moment);
        lock.unlockWrite(stamp);
    }

    /// Puts a peer there again as part of a unit that makes sense at its end: whoever has its ip:port has to go.
    void restore(Peer peer) {
        write(() -> {
            int owner = table.find(peer.endpoint());
            if (owner != SlotIndex.NONE && owner != table.find(peer.id())) table.remove(owner);
            return put(peer);
        });
    }

    /// The number of changes until now.
    long version() {
        return changes.version();
    }

    boolean isClosed() {
        return closed;
    }

    private void checkOpen() {
        if (closed) throw new PeerStoreException(name + " is closed");
    }

    /// Adds or replaces by id, unless the ip:port belongs to another id.
    private boolean put(Peer peer) {
        int slot = table.find(peer.id());
        int owner = table.find(peer.endpoint());
        if (owner != SlotIndex.NONE && owner != slot) return false;
        if (slot == SlotIndex.NONE) slot = table.add(peer);
        else table.replace(slot, peer);
        changes.put(slot);
        return true;
    }

    private Optional<Peer> peer(int slot) {
        return slot == SlotIndex.NONE ? Optional.empty() : Optional.of(table.row(slot).peer());
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
            try {
                var answer = query.get();
                if (lock.validate(stamp)) return answer;
            } catch (RuntimeException wrong) {
                // A writer's half-done work makes no sense.
                if (lock.validate(stamp)) throw wrong;
            }
        }
        return shared(query);
    }

    private <T> T shared(Supplier<T> query) {
        long stamp = lock.readLock();
        try {
            return query.get();
        } finally {
            lock.unlockRead(stamp);
        }
    }
}
