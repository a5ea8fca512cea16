package bsv.p2p.manager.peers;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Brings the store in line with the bans in memory, and the marks on the peers with both. What changes while the store is busy waits as a
/// set of targets, of which only the last word counts, and is worked off at once. Thread-safe.
public final class BanLedger {
    /// Targets that may wait; beyond it all are compared.
    private static final int MOST_WAITING = 10_000;

    private final PeerKeeper keeper;
    private final BanTable bans;
    private final InstantSource clock;
    private Set<Cidr> waiting = new HashSet<>();
    private boolean all;

    public BanLedger(PeerKeeper keeper, BanTable bans, InstantSource clock) {
        this.keeper = keeper;
        this.bans = bans;
        this.clock = clock;
    }

    /// A ban was set or lifted in memory: the store hears of it soon.
    public void changed(Cidr target) {
        boolean first;
        synchronized (this) {
            first = waiting.isEmpty() && !all;
            waiting.add(target);
            if (waiting.size() > MOST_WAITING) {
                waiting = new HashSet<>();
                all = true;
            }
        }
        if (first) keeper.later(this::write);
    }

    /// As [#changed], for a caller who may block: the ban is kept when this returns, the marks follow.
    public void set(Ban ban) {
        keeper.store().putBan(ban);
        changed(ban.target());
    }

    /// As [#set], for a ban that was lifted.
    ///
    /// @return whether the store had it
    public boolean lift(Cidr target) {
        boolean was = keeper.store().removeBan(target);
        changed(target);
        return was;
    }

    private void write(PeerStore store) {
        Optional<Set<Cidr>> targets;
        synchronized (this) {
            targets = all ? Optional.empty() : Optional.of(waiting);
            waiting = new HashSet<>();
            all = false;
        }
        if (targets.isPresent()) targets.get().forEach(target -> write(store, target));
        else writeAll(store);
        mark(store, targets.<Predicate<Peer>>map(some -> peer -> isWithin(peer, some)).orElse(_ -> true));
    }

    private void write(PeerStore store, Cidr target) {
        bans.get(target).ifPresentOrElse(store::putBan, () -> store.removeBan(target));
    }

    private void writeAll(PeerStore store) {
        Map<Cidr, Ban> kept = new HashMap<>();
        for (var ban : store.bans()) kept.put(ban.target(), ban);
        for (var ban : bans.all()) {
            if (!ban.equals(kept.remove(ban.target()))) store.putBan(ban);
        }
        kept.keySet().forEach(store::removeBan);
    }

    private static boolean isWithin(Peer peer, Set<Cidr> targets) {
        return targets.stream().anyMatch(target -> target.contains(peer.ip()));
    }

    /// Those within a ban are BANNED by it, and no others are.
    private void mark(PeerStore store, Predicate<Peer> which) {
        List<Peer> changed = new ArrayList<>();
        try (var peers = store.listAll()) {
            peers.filter(which).forEach(peer -> marked(peer).ifPresent(changed::add));
        }
        if (!changed.isEmpty()) store.batch(changed);
    }

    private Optional<Peer> marked(Peer peer) {
        var now = clock.instant();
        var ban = bans.find(peer.ip(), now);
        if (ban.isPresent()) return ban.equals(peer.ban()) ? Optional.empty() : Optional.of(peer.withBan(ban.get()));
        return peer.status() == PeerStatus.BANNED ? Optional.of(peer.withStatus(PeerStatus.UNKNOWN, now).withAttempts(0, Optional.empty())) : Optional.empty();
    }
}
