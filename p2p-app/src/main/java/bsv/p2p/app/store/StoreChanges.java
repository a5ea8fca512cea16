package bsv.p2p.app.store;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongConsumer;

/// What is done to a store that no node has open, as a node would do it.
public final class StoreChanges {
    private static final int BATCH = 1_000;

    private StoreChanges() {}

    /// Bans, and marks the peers within.
    public static void ban(PeerStore store, Ban ban) {
        store.putBan(ban);
        eachWithin(store, ban.target(), peer -> Optional.of(peer.withBan(ban)));
    }

    /// Lifts the ban on exactly this target, and unmarks the peers within.
    ///
    /// @return whether there was one
    public static boolean unban(PeerStore store, Cidr target, Instant now) {
        boolean was = store.removeBan(target);
        eachWithin(store, target, peer -> peer.status() == PeerStatus.BANNED
                ? Optional.of(peer.withStatus(PeerStatus.UNKNOWN, now).withAttempts(0, Optional.empty())) : Optional.empty());
        return was;
    }

    /// Copies peers and bans. A peer that is there by id is replaced; one whose address belongs to another is left out.
    ///
    /// @param progress hears how many peers were read so far, now and then
    /// @return how many peers the target took, of how many, and how many bans
    public static Copied copy(PeerStore from, PeerStore to, LongConsumer progress) {
        var writer = new Batches(to);
        long read = 0;
        try (var all = from.listAll()) {
            for (var peers = all.iterator(); peers.hasNext();) {
                writer.add(peers.next());
                if (++read % BATCH == 0) progress.accept(read);
            }
        }
        writer.flush();
        progress.accept(read);
        var bans = from.bans();
        bans.forEach(to::putBan);
        to.flush();
        return new Copied(writer.taken(), read, bans.size());
    }

    /// What a copy came to.
    ///
    /// @param taken peers that were added or replaced
    /// @param peers that were read
    public record Copied(long taken, long peers, long bans) {
        /// For people.
        public String describe() {
            return "%d peers, %d bans".formatted(taken, bans) + (taken == peers ? "" : "; %d peers left out, whose addresses are there already".formatted(peers - taken));
        }
    }

    /// The ids first, the peers later: a store need not bear to be written while it is read.
    private static void eachWithin(PeerStore store, Cidr target, Function<Peer, Optional<Peer>> how) {
        var ids = new ArrayList<UUID>();
        try (var all = store.listAll()) {
            all.filter(peer -> target.contains(peer.ip())).forEach(peer -> ids.add(peer.id()));
        }
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<Peer> changed = ids.subList(from, Math.min(ids.size(), from + BATCH)).stream()
                    .flatMap(id -> store.read(id).stream()).flatMap(peer -> how.apply(peer).stream()).toList();
            if (!changed.isEmpty()) store.batch(changed);
        }
    }

    /// Writes peers to a store, many at a time. What was added after the last [#flush] may not be written.
    public static final class Batches {
        private final PeerStore store;
        private final List<Peer> waiting = new ArrayList<>(BATCH);
        private long taken;

        public Batches(PeerStore store) {
            this.store = store;
        }

        public void add(Peer peer) {
            waiting.add(peer);
            if (waiting.size() == BATCH) flush();
        }

        public void flush() {
            taken += store.batch(List.copyOf(waiting));
            waiting.clear();
        }

        /// How many the store took.
        public long taken() {
            return taken;
        }
    }
}
