package com.example.mvstore;

import static java.util.stream.Collectors.toMap;

import bsv.p2p.api.error.DuplicatePeer;
import bsv.p2p.api.error.PeerNotFound;
import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.StringDataType;

/// Peers and bans in the maps of one MVStore file: peers by id, and beside them the ids by address and by status, so that no look-up has to
/// search. Every change is committed before its call returns, all maps at once, so a process that dies leaves one change or the next.
final class MvPeerStore implements PeerStore {
    /// Peers that are read at once while somebody goes through many.
    private static final int PAGE = 256;
    /// What [#flush()] writes anew of a file that has become half empty: chunks filled less than this, and how much at most.
    private static final int FILLED_PERCENT = 50;
    private static final int COMPACT_BYTES = 4 << 20;

    private final Path path;
    private final MVStore file;
    private final MVMap<String, Peer> peers;
    private final MVMap<String, String> idByAddress;
    private final Map<PeerStatus, MVMap<String, String>> idsByStatus;
    private final MVMap<String, Ban> bans;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    private MvPeerStore(Path path, MVStore file) {
        this.path = path;
        this.file = file;
        peers = file.openMap("peers", new MVMap.Builder<String, Peer>().keyType(StringDataType.INSTANCE).valueType(new PeerType()));
        idByAddress = file.openMap("idByAddress", texts());
        idsByStatus = Stream.of(PeerStatus.values()).collect(toMap(status -> status, status -> file.openMap("ids." + status, texts())));
        bans = file.openMap("bans", new MVMap.Builder<String, Ban>().keyType(StringDataType.INSTANCE).valueType(new BanType()));
    }

    private static MVMap.Builder<String, String> texts() {
        return new MVMap.Builder<String, String>().keyType(StringDataType.INSTANCE).valueType(StringDataType.INSTANCE);
    }

    /// Opens the file, or makes it.
    static MvPeerStore open(Path path) {
        return new MvPeerStore(path, MvFile.open(path));
    }

    @Override
    public void create(Peer peer) {
        change(() -> {
            if (peers.containsKey(key(peer.id()))) throw new DuplicatePeer("id " + peer.id());
            if (!put(peer)) throw new DuplicatePeer("address " + peer.endpoint());
            return true;
        });
    }

    @Override
    public Optional<Peer> read(UUID id) {
        return look(() -> Optional.ofNullable(peers.get(key(id))));
    }

    @Override
    public void update(Peer peer) {
        change(() -> {
            if (!peers.containsKey(key(peer.id()))) throw new PeerNotFound(peer.id());
            if (!put(peer)) throw new DuplicatePeer("address " + peer.endpoint());
            return true;
        });
    }

    @Override
    public boolean delete(UUID id) {
        return change(() -> {
            var removed = Optional.ofNullable(peers.remove(key(id)));
            removed.ifPresent(this::removeFromIndexes);
            return removed.isPresent();
        });
    }

    @Override
    public Stream<Peer> listAll() {
        return stream(peers, _ -> true);
    }

    @Override
    public Stream<Peer> findByStatus(PeerStatus status) {
        return stream(ids(status), peer -> peer.status() == status);
    }

    @Override
    public Optional<Peer> findByIpPort(Endpoint endpoint) {
        return look(() -> Optional.ofNullable(idByAddress.get(key(endpoint))).map(peers::get));
    }

    @Override
    public long countByStatus(PeerStatus status) {
        return look(ids(status)::sizeAsLong);
    }

    @Override
    public int batch(List<Peer> batch) {
        var all = List.copyOf(batch);
        return change(() -> (int) all.stream().filter(this::put).count());
    }

    @Override
    public void putBan(Ban ban) {
        change(() -> Optional.ofNullable(bans.put(key(ban.target()), ban)));
        sync();
    }

    @Override
    public boolean removeBan(Cidr target) {
        boolean was = change(() -> bans.remove(key(target)) != null);
        sync();
        return was;
    }

    @Override
    public List<Ban> bans() {
        return look(() -> List.copyOf(bans.values()));
    }

    @Override
    public void flush() {
        change(() -> file.compact(FILLED_PERCENT, COMPACT_BYTES));
        sync();
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            file.close();
        } catch (MVStoreException failed) {
            throw failure(failed);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// Adds or replaces by id, unless the address belongs to another id.
    private boolean put(Peer peer) {
        var id = key(peer.id());
        var owner = idByAddress.get(key(peer.endpoint()));
        if (owner != null && !owner.equals(id)) return false;
        Optional.ofNullable(peers.put(id, peer)).ifPresent(this::removeFromIndexes);
        idByAddress.put(key(peer.endpoint()), id);
        ids(peer.status()).put(id, "");
        return true;
    }

    private void removeFromIndexes(Peer peer) {
        idByAddress.remove(key(peer.endpoint()));
        ids(peer.status()).remove(key(peer.id()));
    }

    /// A commit survives the end of the process; this has it survive a power cut too.
    private void sync() {
        look(() -> {
            file.sync();
            return true;
        });
    }

    private MVMap<String, String> ids(PeerStatus status) {
        return Objects.requireNonNull(idsByStatus.get(status));
    }

    private static String key(Object idOrAddressOrTarget) {
        return idOrAddressOrTarget.toString();
    }

    /// The peers whose ids are keys of a map. A page at a time, each under the lock: a slow reader holds nobody up.
    private Stream<Peer> stream(MVMap<String, ?> ids, Predicate<Peer> wanted) {
        return Stream.iterate(page(ids, ""), page -> !page.isEmpty(), page -> page(ids, page.getLast()))
                .flatMap(page -> look(() -> page.stream().map(peers::get).filter(Objects::nonNull).filter(wanted).toList()).stream());
    }

    private List<String> page(MVMap<String, ?> ids, String after) {
        return look(() -> {
            var page = new ArrayList<String>();
            for (var id = ids.higherKey(after); id != null && page.size() < PAGE; id = ids.higherKey(id)) page.add(id);
            return page;
        });
    }

    private <T> T look(Supplier<T> question) {
        lock.readLock().lock();
        try {
            return ask(question);
        } finally {
            lock.readLock().unlock();
        }
    }

    private <T> T change(Supplier<T> change) {
        lock.writeLock().lock();
        try {
            return ask(() -> {
                var answer = change.get();
                file.commit();
                return answer;
            });
        } finally {
            lock.writeLock().unlock();
        }
    }

    private <T> T ask(Supplier<T> question) {
        if (file.isClosed()) throw new PeerStoreException("the store " + path + " is closed");
        try {
            return question.get();
        } catch (MVStoreException failed) {
            throw failure(failed);
        }
    }

    private PeerStoreException failure(MVStoreException failed) {
        return new PeerStoreException("the store " + path + " cannot be read or written: " + failed.getMessage(), failed);
    }
}
