package bsv.p2p.store.json;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// A [MemoryPeerStore] whose content a [Saver] writes to a [PeerFile]: soon after a change of peers, before the call returns after a
/// change of bans.
final class JsonPeerStore implements PeerStore {
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final MemoryPeerStore memory;
    private final PeerFile file;
    private final Saver saver;

    private JsonPeerStore(MemoryPeerStore memory, PeerFile file, Duration flushDelay, Duration retry) {
        this.memory = memory;
        this.file = file;
        saver = new Saver(new Content(memory, file), file.asKept() ? memory.version() : -1, flushDelay, retry);
        if (!file.asKept()) saver.changed();
    }

    static JsonPeerStore open(Path path, Duration flushDelay) {
        return open(path, flushDelay, RETRY, new Disk(), InstantSource.system());
    }

    static JsonPeerStore open(Path path, Duration flushDelay, Duration retry, Disk disk, InstantSource clock) {
        var file = PeerFile.open(path, disk, clock);
        try {
            return new JsonPeerStore(file.load(), file, flushDelay, retry);
        } catch (PeerStoreException failed) {
            file.close();
            throw failed;
        }
    }

    private record Content(MemoryPeerStore memory, PeerFile file) implements Saver.State {
        @Override
        public long version() {
            return memory.version();
        }

        @Override
        public long write() throws IOException {
            var snapshot = memory.snapshot();
            file.save(snapshot);
            return snapshot.version();
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    @Override
    public void create(Peer peer) {
        memory.create(checked(peer));
        saver.changed();
    }

    @Override
    public Optional<Peer> read(UUID id) {
        return memory.read(id);
    }

    @Override
    public void update(Peer peer) {
        memory.update(checked(peer));
        saver.changed();
    }

    @Override
    public boolean delete(UUID id) {
        boolean was = memory.delete(id);
        if (was) saver.changed();
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
        if (taken > 0) saver.changed();
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
            saver.close();
        } finally {
            file.close();
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
