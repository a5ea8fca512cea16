package bsv.p2p.manager;

import bsv.p2p.api.ManagerMode;
import bsv.p2p.api.error.P2pException;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.manager.connection.Input;
import bsv.p2p.manager.connection.PeerConnection;
import bsv.p2p.manager.connection.Role;
import bsv.p2p.manager.peers.PeerSelection;
import bsv.p2p.manager.peers.Places;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/// Keeps outbound connections at the target and the fixed ones alive. Its decisions are made on the core's loop, so that two of them
/// never count the same place.
final class Dialer {
    /// How often to look again while connections are short: a peer's wait may be over.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    /// Connections that may wait to dial again; the peers of further ones go back to the store.
    private static final int MOST_WAITING = 256;

    private final Core core;
    private final ConnectionHost host;
    private final BanDesk bans;
    private final PeerSelection selection;
    private final Set<Endpoint> fixed = new HashSet<>();
    private boolean choosing;

    Dialer(Core core, ConnectionHost host, BanDesk bans) {
        this.core = core;
        this.host = host;
        this.bans = bans;
        this.selection = new PeerSelection(core.parts.random());
    }

    /// Dials the fixed peers and begins to fill up. On the core's loop.
    void start() {
        fixed.addAll(core.parts.fixedPeers());
        fixed.addAll(core.parts.addedPeers());
        dialFixed(_ -> true);
        lookAgain();
    }

    ManagerMode mode() {
        return core.parts.fixedPeers().isEmpty() ? ManagerMode.NORMAL : ManagerMode.FIXED_PEERS;
    }

    /// Dials those of the fixed peers that have no connection.
    ///
    /// @param when which of them; one that was disconnected by hand is left alone for a while
    private void dialFixed(Predicate<Peer> when) {
        for (var endpoint : fixed) {
            if (core.connections.dials(endpoint)) continue;
            core.keeper.findOrCreate(endpoint, "fixed", peer -> {
                if (when.test(peer)) core.loop.execute(() -> begin(peer, true));
            });
        }
    }

    /// Dials everybody who is missing after a pause. From any thread.
    void resume() {
        core.loop.execute(() -> dialFixed(_ -> true));
        refill();
    }

    private void lookAgain() {
        refill();
        core.loop.schedule(() -> {
            if (core.isRunning()) dialFixed(peer -> peer.isDialable(core.now()));
            if (core.phase() != ControlEvent.Phase.STOPPED) lookAgain();
        }, LOOK_AGAIN);
    }

    /// Dials as many peers as are short. From any thread, also from one on which a connection ends after the transport has.
    void refill() {
        if (core.isRunning()) core.loop.execute(this::fill);
    }

    /// Outbound connections that are missing.
    int shortBy() {
        var limits = core.config().limits();
        int inbound = limits.countInboundTowardsTarget() ? core.connections.counts(0).inbound() : 0;
        return limits.target() - host.dialedWithPlace() - inbound;
    }

    private void fill() {
        int wanted = shortBy();
        if (!core.isRunning() || mode() != ManagerMode.NORMAL || wanted <= 0 || choosing) return;
        choosing = true;
        var groups = usedNetgroups();
        boolean groupsCount = core.config().network().isPublic();
        core.keeper.later(store -> {
            List<Peer> chosen = List.of();
            try {
                chosen = selection.choose(store, wanted, this::isEligible, groups, groupsCount, core.now());
            } finally {
                var peers = chosen;
                core.loop.execute(() -> {
                    choosing = false;
                    peers.forEach(peer -> begin(peer, false));
                });
            }
        });
    }

    private boolean isEligible(Peer peer) {
        return !core.connections.dials(peer.endpoint()) && !core.self.contains(peer.endpoint()) && !bans.isBanned(peer.ip())
                && core.config().network().canReach(peer.ip());
    }

    private Set<Cidr> usedNetgroups() {
        var groups = new HashSet<Cidr>();
        for (var connection : core.connections.outbound()) groups.add(connection.address().ip().netgroup());
        return groups;
    }

    private void begin(Peer peer, boolean forever) {
        if (!core.isRunning() || core.connections.dials(peer.endpoint()) || bans.isBanned(peer.ip())) return;
        if (!forever && shortBy() <= 0) return;
        core.places.forOutbound().ifPresent(place -> dial(peer, forever, place));
    }

    private boolean dial(Peer peer, boolean forever, Places.Place place) {
        var role = Role.outbound(peer.id(), peer.endpoint(), forever ? Role.Purpose.FIXED : Role.Purpose.DIALED);
        var connection = new PeerConnection(role, forever ? 0 : peer.attempts(), core.transport.nextLoop(), core.config(), core.nonces, core.parts.random(), host);
        if (!core.connections.add(connection)) {
            place.free();
            return false;
        }
        host.place(connection, place);
        connection.tell(new Input.Dial());
        return true;
    }

    /// Dials one peer by hand, whatever the target.
    ///
    /// @throws P2pException if that cannot be
    UUID connect(Endpoint endpoint) {
        if (!core.isRunning()) throw new P2pException("the node is not running, it is " + core.phase());
        if (bans.isBanned(endpoint.ip())) throw new P2pException(endpoint + " is banned");
        var peer = core.keeper.findOrCreateNow(endpoint, "manual");
        var place = core.places.forOutbound().orElseThrow(() -> new P2pException("no place is free: %d of %d are taken"
                .formatted(core.places.reserved(), core.config().limits().max())));
        if (!dial(peer, false, place)) throw new P2pException(endpoint + " is connected already");
        return peer.id();
    }

    /// A connection waits to dial again; its place is free. On the core's loop.
    void waiting() {
        long count = core.connections.outbound().stream().filter(connection -> !host.hasPlace(connection)).count();
        if (count > MOST_WAITING) core.connections.outbound().stream().filter(connection -> !host.hasPlace(connection) && !connection.role().fixed())
                .findAny().ifPresent(connection -> connection.tell(new Input.Retire()));
        fill();
    }

    /// The wait of a connection is over. On the core's loop.
    void askedForPlace(PeerConnection connection) {
        boolean wanted = core.isRunning() && (connection.role().fixed() || shortBy() > 0) && !bans.isBanned(connection.address().ip());
        var place = wanted ? core.places.forOutbound() : Optional.<Places.Place>empty();
        if (place.isEmpty()) {
            connection.tell(new Input.Retire());
            return;
        }
        host.place(connection, place.get());
        connection.tell(new Input.Dial());
    }
}
