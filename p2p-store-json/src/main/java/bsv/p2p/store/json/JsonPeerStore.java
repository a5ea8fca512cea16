package bsv.p2p.store.json;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// A [MemoryPeerStore] whose changes a [Saver] has a [Keeper] write down: soon after a change of peers, before the call returns after a
/// change of bans. Who changes peers faster than they can be written has to wait now and then, so that soon stays soon.
final class JsonPeerStore implements PeerStore {
    private static final long MAX_WAITING = 400_000;

    private final MemoryPeerStore memory;
    private final PeerFile file;
    private final Keeper keeper;
    private final Saver saver;

    /// When to write.
    ///
    /// @param flushDelay from a change of a peer until it is written
    /// @param snapshotInterval how old a snapshot may become when there are changes
    /// @param retry how often to try again what failed, and to look whether a snapshot is due
    record Pace(Duration flushDelay, Duration snapshotInterval, Duration retry) {}

    private JsonPeerStore(MemoryPeerStore memory, PeerFile file, Pace pace, InstantSource clock) {
        this.memory = memory;
        this.file = file;
        keeper = new Keeper(memory, file, pace.snapshotInterval(), clock);
        saver = new Saver(keeper, pace.flushDelay(), pace.retry());
        if (!file.asKept()) saver.changed();
    }

    static JsonPeerStore open(Path path, Pace pace, Disk disk, InstantSource clock) {
        var file = PeerFile.open(path, disk, clock);
        try {
            return new JsonPeerStore(file.load(), file, pace, clock);
        } catch (PeerStoreException failed) {
            file.close();
            throw failed;
        }
    }

    @Override
    public void create(Peer peer) {
        memory.create(checked(peer));
        changed();
    }

    @Override
    public Optional<Peer> read(UUID id) {
        return memory.read(id);
    }

    @Override
    public void update(Peer peer) {
        memory.update(checked(peer));
        changed();
    }

    @Override
    public boolean delete(UUID id) {
        boolean was = memory.delete(id);
        if (was) changed();
        return was;
    }

    @Override
    public Stream<Peer> listAll() {
        return memory.listAll();
    }

    @Override
    public Stream<Peer> findByStatus(PeerStatus status) {
        return memory.findByStatus(status);
    }

    @Override
    public Optional<Peer> findByIpPort(Endpoint endpoint) {
        return memory.findByIpPort(endpoint);
    }

    @Override
    public long countByStatus(PeerStatus status) {
        return memory.countByStatus(status);
    }

    @Override
    public int batch(List<Peer> peers) {
        peers.forEach(JsonPeerStore::checked);
        int taken = memory.batch(peers);
        if (taken > 0) changed();
        return taken;
    }

    @Override
    public void putBan(Ban ban) {
        memory.putBan(checked(ban));
        saver.save();
    }

    @Override
    public boolean removeBan(Cidr target) {
        boolean was = memory.removeBan(target);
        if (was) saver.save();
        return was;
    }

    @Override
    public List<Ban> bans() {
        return memory.bans();
    }

    @Override
    public void flush() {
        memory.flush();
        saver.save();
    }

    @Override
    public synchronized void close() {
        if (memory.isClosed()) return;
        memory.close();
        try {
            closeSaver();
        } finally {
            file.close();
        }
    }

    private void closeSaver() {
        Optional<PeerStoreException> unwritten = Optional.empty();
        try {
            saver.close();
        } catch (PeerStoreException failed) {
            unwritten = Optional.of(failed);
        }
        // What the journal did not take, the snapshot may.
        if (!keeper.close() && unwritten.isPresent()) throw unwritten.get();
    }

    private void changed() {
        saver.changed();
        if (saver.waiting() < MAX_WAITING) return;
        try {
            saver.save();
        } catch (PeerStoreException _) {
            // A full disk is no reason to refuse a change of a peer: the saver has told the log, and tries again.
        }
    }

    private static Peer checked(Peer peer) {
        peer.ban().ifPresent(JsonPeerStore::checked);
        return peer;
    }

    /// What is longer could not be read again.
    private static Ban checked(Ban ban) {
        var text = switch (ban.reason()) {
            case BanReason.NetworkMismatch _ -> "";
            case BanReason.BlockchainMismatch(var received) -> received;
            case BanReason.BannedUserAgent(var userAgent) -> userAgent;
            case BanReason.Misbehavior(var what) -> what;
            case BanReason.Manual(var note) -> note;
        };
        if (text.length() <= Format.MAX_TEXT) return ban;
        throw new PeerStoreException("the text of a ban may have %d characters in a peer file, that on %s has %d"
                .formatted(Format.MAX_TEXT, ban.target(), text.length()));
    }
}
