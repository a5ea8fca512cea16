package bsv.p2p.manager.peers;

import bsv.p2p.api.error.DuplicatePeer;
import bsv.p2p.api.error.PeerNotFound;
import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.manager.logging.RareLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// The only writer of the store. Changes are made one after the other, off the event loops; a store that fails is reported and the
/// node goes on with what it knows.
public final class PeerKeeper {
    private static final RareLog LOG = new RareLog(LoggerFactory.getLogger(PeerKeeper.class));
    /// Tasks that may wait for a store before what is heard is dropped.
    private static final int MOST_WAITING = 1_000;
    /// For how long changes wait for others.
    private static final Duration GATHERING = Duration.ofMillis(10);
    private final PeerStore store;
    private final SerialExecutor serial;
    private final PendingChanges pending = new PendingChanges();
    private final AddressBook book;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// @param book decides which of the peers heard of are kept; used by the keeper alone
    public PeerKeeper(PeerStore store, SerialExecutor serial, AddressBook book, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.serial = serial;
        this.book = book;
        this.clock = clock;
        this.random = random;
    }

    /// Looks through what the store remembers from earlier runs.
    public void open() {
        later(book::load);
    }

    /// For reading, from threads that may block.
    public PeerStore store() {
        return store;
    }

    /// Does something with the store after all that was asked before. For what must not be lost; how often it is asked must be bounded.
    public void later(Consumer<PeerStore> task) {
        serial.execute(() -> attempt(task));
    }

    private void attempt(Consumer<PeerStore> task) {
        try {
            task.accept(store);
        } catch (PeerStoreException | PeerNotFound | DuplicatePeer failed) {
            LOG.at(Level.WARN).addKeyValue("error", failed.getMessage()).log("peer store");
        }
    }

    /// As [#later], but dropped while a store is far behind.
    ///
    /// @return whether it will be done
    public boolean unlessBehind(Consumer<PeerStore> task) {
        if (serial.waiting() >= MOST_WAITING) return false;
        later(task);
        return true;
    }

    /// Remembers peers that were heard of; those known already stay as they are, and those for which the book has no place are
    /// dropped. So is everything that is heard while a store is far behind.
    ///
    /// @param added told the new ones, on the keeper's thread
    public void heard(List<Heard> heard, Consumer<List<Peer>> added) {
        unlessBehind(open -> {
            var fresh = new ArrayList<Peer>();
            for (var one : heard) create(open, one, true).ifPresent(fresh::add);
            added.accept(fresh);
        });
    }

    /// An address that somebody told.
    ///
    /// @param lastSeen when it was last seen, as claimed
    public record Heard(Endpoint endpoint, String source, long services, Optional<Instant> lastSeen) {}

    private Optional<Peer> create(PeerStore open, Heard heard, boolean needsPlace) {
        if (heard.endpoint().port() == 0 || open.findByIpPort(heard.endpoint()).isPresent()) return Optional.empty();
        var peer = Peer.discovered(newId(), heard.endpoint(), heard.source(), clock.instant()).withServices(heard.services());
        var dated = heard.lastSeen().map(peer::withLastSeen).orElse(peer);
        if (needsPlace && !book.admit(dated, open, clock.instant())) return Optional.empty();
        try {
            open.create(dated);
            return Optional.of(dated);
        } catch (DuplicatePeer _) {
            return Optional.empty();
        }
    }

    /// The peer that listens at `endpoint`, remembered now if it was not; told on the keeper's thread. Dropped while a store is far behind.
    public void findOrCreate(Endpoint endpoint, String source, Consumer<Peer> told) {
        unlessBehind(open -> told.accept(findOrCreate(open, endpoint, source)));
    }

    /// As [#findOrCreate(Endpoint, String, Consumer)] for a caller who may block.
    public Peer findOrCreateNow(Endpoint endpoint, String source) {
        return findOrCreate(store, endpoint, source);
    }

    private Peer findOrCreate(PeerStore open, Endpoint endpoint, String source) {
        return open.findByIpPort(endpoint).or(() -> create(open, new Heard(endpoint, source, 0, Optional.empty()), false))
                .or(() -> open.findByIpPort(endpoint))
                .orElseThrow(() -> new PeerStoreException("the store neither has nor takes the peer " + endpoint));
    }

    /// Changes a peer if it is remembered, a moment later, with what else changes until then. Of the changes of one kind that wait for the store the last is made.
    ///
    /// @param loop measures the moment
    public void change(UUID id, PeerNews news, UnaryOperator<Peer> how, EventLoop loop) {
        if (pending.add(id, news, how)) serial.executeSoon(() -> attempt(_ -> change(id)), loop, GATHERING);
    }

    private void change(UUID id) {
        var changes = pending.take(id);
        store.read(id).ifPresent(peer -> {
            var changed = peer;
            for (var change : changes) changed = change.apply(changed);
            store.update(changed);
        });
    }

    /// A random id (version 4).
    public UUID newId() {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
