package bsv.p2p.manager;

import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.manager.connection.Input;
import bsv.p2p.manager.peers.BanLedger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Bans and unbans: in memory at once, in the store, on the connections within, and as events.
final class BanDesk {
    private static final Duration LOOK_FOR_EXPIRED = Duration.ofSeconds(30);
    private final Core core;
    private final BanLedger ledger;

    BanDesk(Core core) {
        this.core = core;
        this.ledger = new BanLedger(core.keeper, core.bans, core.parts.clock());
    }

    /// Takes over what the store remembers and begins to look for bans that end.
    void open() {
        for (var ban : core.keeper.store().bans()) {
            if (ban.isActive(core.now())) core.bans.add(ban);
            else ledger.changed(ban.target());
        }
        lookAgain();
    }

    private void lookAgain() {
        core.loop.schedule(() -> {
            for (var over : core.bans.expire(core.now())) ended(over.target());
            if (core.phase() != ControlEvent.Phase.STOPPED) lookAgain();
        }, LOOK_FOR_EXPIRED);
    }

    /// Keeps so many from now on.
    void capacity(int most) {
        for (var gone : core.bans.capacity(most)) ended(gone.target());
    }

    boolean isBanned(IpAddress ip) {
        return core.bans.find(ip, core.now()).isPresent();
    }

    List<Ban> active() {
        return core.bans.all().stream().filter(ban -> ban.isActive(core.now())).toList();
    }

    /// By the engine, on an event loop: kept soon.
    void banSoon(UUID peerId, IpAddress ip, BanReason reason) {
        var ban = announced(Optional.of(peerId), Cidr.of(ip), reason, Optional.of(core.config().bans().banDuration()));
        ledger.changed(ban.target());
    }

    /// By hand: kept when this returns.
    Ban banNow(Optional<UUID> peerId, Cidr target, BanReason reason, Optional<Duration> duration) {
        var ban = announced(peerId, target, reason, duration);
        ledger.set(ban);
        return ban;
    }

    private Ban announced(Optional<UUID> peerId, Cidr target, BanReason reason, Optional<Duration> duration) {
        var now = core.now();
        var ban = new Ban(target, reason, now, duration.map(now::plus));
        core.bans.add(ban).ifPresent(evicted -> ledger.changed(evicted.target()));
        core.report(new ControlEvent.PeerBanned(peerId, target, reason, ban.until()));
        for (var connection : core.connections.all()) {
            if (target.contains(connection.address().ip())) connection.tell(new Input.Disconnect("banned", Optional.empty()));
        }
        return ban;
    }

    boolean unban(Cidr target) {
        boolean known = core.bans.remove(target).isPresent();
        boolean kept = ledger.lift(target);
        if (known || kept) core.report(new ControlEvent.PeerUnbanned(target));
        return known || kept;
    }

    private void ended(Cidr target) {
        ledger.changed(target);
        core.report(new ControlEvent.PeerUnbanned(target));
    }
}
