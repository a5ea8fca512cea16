package bsv.p2p.manager;

import bsv.p2p.api.DialReport;
import bsv.p2p.api.ManagerMode;
import bsv.p2p.api.error.P2pException;
import bsv.p2p.api.event.ControlEvent.Phase;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.Services;
import bsv.p2p.manager.connection.Input;
import bsv.p2p.manager.connection.PeerConnection;
import bsv.p2p.manager.connection.Role;
import bsv.p2p.manager.peers.PeerClaims;
import bsv.p2p.manager.peers.PeerSelection;
import bsv.p2p.manager.peers.Places;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Keeps outbound connections at the target. Its decisions are made on the core's loop, so that two of them never count the same place.
final class Dialer {
    /// How often to look again while connections are short: a peer's wait may be over.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    /// Connections that may wait to dial again; the peers of further ones go back to the store.
    private static final int MOST_WAITING = 256;

    private final Core core;
    private final ConnectionHost host;
    private final Candidates candidates;
    private final PeerSelection selection;
    private final PeerClaims claims = new PeerClaims();
    private final Outage outage;
    private final OnceSoon filling;
    private final OnceSoon endOfOutage;
    private boolean choosing;

    Dialer(Core core, ConnectionHost host, Candidates candidates) {
        this.core = core;
        this.host = host;
        this.candidates = candidates;
        this.outage = new Outage(core, host);
        this.filling = new OnceSoon(core.loop, this::fill);
        this.endOfOutage = new OnceSoon(core.loop, outage::over);
        this.selection = new PeerSelection(core.parts.random(), core.buckets);
    }

    ManagerMode mode() {
        return core.parts.fixedPeers().isEmpty() ? ManagerMode.NORMAL : ManagerMode.FIXED_PEERS;
    }

    /// Fills up, and looks again for ever. On the core's loop.
    void start() {
        refill();
        if (core.isRunning() && shortBy() > 0) outage.probe();
        core.loop.schedule(() -> {
            if (core.phase() != Phase.STOPPED) start();
        }, LOOK_AGAIN);
    }

    /// Keeps what this node has claimed in a store that others use too, for ever. On the core's loop.
    void keepClaims() {
        core.loop.schedule(() -> {
            if (core.phase() == Phase.STOPPED) return;
            core.keeper.later(store -> claims.keep(store, id -> core.connections.find(id).isPresent(), core.now()));
            keepClaims();
        }, PeerClaims.KEEPING);
    }

    /// Dials nobody any more: others may.
    void stop() {
        core.keeper.later(claims::release);
    }

    /// Dials as many peers as are short. From any thread, also from one on which a connection ends after the transport has.
    void refill() {
        if (core.isRunning()) filling.ask();
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
        var groups = candidates.usedNetgroups();
        boolean groupsCount = core.config().network().isPublic();
        core.keeper.later(store -> {
            List<Peer> chosen = List.of();
            try {
                var some = selection.choose(store, claims.candidates(store, wanted), peer -> candidates.hindrance(peer, groups) == DialReport.Hindrance.NONE, groups,
                        groupsCount, core.now());
                chosen = claims.take(store, some, wanted, core.now());
            } finally {
                var peers = chosen;
                core.loop.execute(() -> {
                    choosing = false;
                    peers.forEach(this::begin);
                });
            }
        });
    }

    private void begin(Peer peer) {
        if (core.isRunning() && shortBy() > 0 && !candidates.isHeldOff(peer.endpoint())) tryDial(peer, Role.Purpose.DIALED);
    }

    /// Dials a peer for ever, if it is not dialed already and may be. On the core's loop.
    void dialForEver(Peer peer) {
        if (core.isRunning() && !candidates.isHeldOff(peer.endpoint())) tryDial(peer, Role.Purpose.FIXED);
    }

    /// Finds out whether a peer that was only heard of is there, if the target is reached and there is a place to spare.
    void feel() {
        if (!core.isRunning() || mode() != ManagerMode.NORMAL || shortBy() > 0) return;
        core.keeper.unlessBehind(store -> selection.untried(store, peer -> candidates.hindrance(peer, Set.of()) == DialReport.Hindrance.NONE, core.now())
                .flatMap(peer -> claims.take(store, List.of(peer), 1, core.now()).stream().findFirst())
                .ifPresent(peer -> core.loop.execute(() -> {
                    if (core.isRunning() && !candidates.isHeldOff(peer.endpoint())) tryDial(peer, Role.Purpose.FEELER);
                })));
    }

    private boolean tryDial(Peer peer, Role.Purpose purpose) {
        return core.places.forOutbound().map(place -> dial(peer, purpose, place)).orElse(false);
    }

    private boolean dial(Peer peer, Role.Purpose purpose, Places.Place place) {
        var config = core.config();
        var role = Role.outbound(peer.id(), peer.endpoint(), purpose).promising(purpose == Role.Purpose.FIXED ? Services.NONE : promised(peer));
        int retries = switch (purpose) {
            // After a cool-down one more failure is enough.
            case DIALED -> peer.isInaccessible() ? config.connection().backoff().maxRetries() : peer.attempts();
            case FIXED, FEELER, CALLER, TURNED_AWAY -> 0;
        };
        var connection = new PeerConnection(role, retries, core.transport.nextLoop(), config, core.nonces, core.parts.random(), host);
        host.place(connection, place);
        if (!core.join(connection, config)) {
            host.freePlace(connection);
            return false;
        }
        connection.tell(new Input.Dial());
        return true;
    }

    /// What a peer told of this address: it must at least serve blocks, or it would not have been told.
    private static long promised(Peer peer) {
        return peer.source().startsWith("addr:") ? peer.services() & Services.NETWORK : Services.NONE;
    }

    /// Dials one peer by hand, whatever the target.
    ///
    /// @throws P2pException if that cannot be
    UUID connect(Endpoint endpoint) {
        if (!core.isRunning()) throw new P2pException("the node is not running, it is " + core.phase());
        if (candidates.isBanned(endpoint)) throw new P2pException(endpoint + " is banned");
        var peer = core.keeper.findOrCreateNow(endpoint, "manual");
        var place = core.places.forOutbound().orElseThrow(() -> new P2pException("no place is free: %d of %d are taken"
                .formatted(core.places.reserved(), core.config().limits().max())));
        if (!dial(peer, Role.Purpose.DIALED, place)) throw new P2pException(endpoint + " is connected already");
        return peer.id();
    }

    /// A connection waits to dial again; its place is free. On the core's loop.
    void waiting() {
        if (waitingCount() > MOST_WAITING) core.connections.outbound().stream().filter(connection -> !host.hasPlace(connection) && !connection.role().fixed())
                .findAny().ifPresent(connection -> connection.tell(new Input.Retire()));
        fill();
    }

    /// A peer was reached. From any thread.
    void reached() {
        endOfOutage.ask();
    }

    /// Outbound connections without a place.
    int waitingCount() {
        return (int) core.connections.outbound().stream().filter(connection -> !host.hasPlace(connection)).count();
    }

    /// The wait of a connection is over. On the core's loop.
    void askedForPlace(PeerConnection connection) {
        boolean wanted = core.isRunning() && (connection.role().fixed() || shortBy() > 0) && !candidates.isBanned(connection.address())
                && !candidates.isCrowdedOut(connection);
        var place = wanted ? core.places.forOutbound() : Optional.<Places.Place>empty();
        if (place.isEmpty()) {
            connection.tell(new Input.Retire());
            return;
        }
        host.place(connection, place.get());
        connection.tell(new Input.Dial());
    }
}
