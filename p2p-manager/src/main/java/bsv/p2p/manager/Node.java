package bsv.p2p.manager;

import bsv.p2p.api.ConnectionCommand;
import bsv.p2p.api.ManagerExtension;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.ControlEvent.Phase;
import bsv.p2p.api.event.ControlEvent.RejectionCause;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.manager.connection.PeerConnection;
import bsv.p2p.manager.connection.Role;
import bsv.p2p.manager.peers.AddressGossip;
import bsv.p2p.manager.peers.InboundGate;
import bsv.p2p.manager.peers.Places;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of a started manager, joined: who hears of what.
final class Node implements ConnectionHost.Neighbours, InboundGate.Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    final Core core;
    final ConnectionHost host;
    final BanDesk bans;
    final Candidates candidates;
    final Dialer dialer;
    final FixedPeers fixed;
    private final Feelers feelers;
    final InboundGate gate;
    private final SilentCallers silent;
    private final Latecomers latecomers;
    final Listeners listeners;
    private final DiscoveryRounds discovery;
    private final AddressGossip gossip;
    final ReceiveRates rates;
    private final List<ManagerExtension> extensions = new ArrayList<>();

    Node(Core core, List<PeerDiscovery> strategies) {
        this.core = core;
        this.host = new ConnectionHost(core);
        this.bans = new BanDesk(core);
        this.silent = new SilentCallers(core, host);
        this.candidates = new Candidates(core, host, bans);
        this.dialer = new Dialer(core, host, candidates);
        this.fixed = new FixedPeers(core, dialer);
        this.feelers = new Feelers(core, dialer);
        var listener = core.config().listener();
        this.gate = new InboundGate(this, core::report, listener.overCapacityHandshakes(), listener.overCapacityWaiting());
        this.latecomers = new Latecomers(core, host, gate, silent);
        this.listeners = new Listeners(core, host, gate);
        this.discovery = new DiscoveryRounds(core, strategies, dialer, bans);
        this.gossip = new AddressGossip(core::config, core.keeper, core.parts.clock(), core.parts.random(), listeners::reachable,
                (fresh, _) -> discovery.announce(fresh));
        this.rates = new ReceiveRates(core);
        host.join(this);
    }

    /// Bans, listeners, discovery, dialing, in this order.
    void start() {
        core.keeper.open();
        bans.open();
        listeners.apply();
        core.phase(Phase.RUNNING);
        fixed.start();
        core.loop.execute(dialer::start);
        core.loop.execute(dialer::keepClaims);
        core.loop.execute(rates::start);
        feelers.start();
        discovery.start();
        saveLater();
    }

    void attach(List<ManagerExtension> all, PeerManager manager) {
        for (var extension : all) {
            try {
                extension.attach(manager);
                extensions.add(extension);
            } catch (RuntimeException | LinkageError failed) {
                LOG.atWarn().addKeyValue("extension", extension.getClass().getName()).setCause(failed).log("extension left out");
            }
        }
    }

    private void saveLater() {
        core.loop.schedule(() -> {
            host.rememberGood();
            core.keeper.unlessBehind(PeerStore::flush);
            if (core.phase() != Phase.STOPPED) saveLater();
        }, core.config().store().saveInterval());
    }

    /// Ends all connections; their links may still write what was sent before.
    void disconnectAll(String reason) {
        for (var connection : core.connections.all()) connection.command(new ConnectionCommand.Disconnect(reason));
        gate.close();
    }

    /// Stops accepting, asking and dialing.
    void stop() {
        listeners.close();
        discovery.close();
        disconnectAll("shutdown");
        dialer.stop();
    }

    void detach() {
        for (var extension : extensions) {
            try {
                extension.close();
            } catch (RuntimeException | LinkageError failed) {
                LOG.atWarn().addKeyValue("extension", extension.getClass().getName()).setCause(failed).log("extension not closed");
            }
        }
    }

    void reconfigured() {
        var config = core.config();
        core.places.resize(config.limits());
        bans.capacity(config.bans().maxBans());
        gate.resize(config.listener().overCapacityHandshakes(), config.listener().overCapacityWaiting());
        for (var connection : core.connections.all()) connection.command(new ConnectionCommand.UpdateConfig(config));
        if (config.limits().trimExcess()) trimExcess();
        if (core.isRunning()) listeners.apply();
        core.report(new ControlEvent.ConfigUpdated(config));
        dialer.refill();
    }

    /// Closes what is above the maximum: callers before dialed ones, the youngest first.
    private void trimExcess() {
        int excess = core.places.reserved() - core.config().limits().max();
        core.connections.all().stream().filter(host::hasPlace)
                .sorted(Comparator.comparing((PeerConnection connection) -> connection.role().inbound())
                        .thenComparing(connection -> connection.connectedAt().orElse(Instant.MAX)).reversed())
                .limit(Math.max(excess, 0)).forEach(connection -> connection.command(new ConnectionCommand.Disconnect("above the maximum")));
    }

    @Override
    public Optional<RejectionCause> objection(IpAddress ip, int connectionsFromAddress) {
        if (!core.isRunning()) return Optional.of(RejectionCause.PAUSED);
        if (bans.isBanned(ip)) return Optional.of(RejectionCause.BANNED);
        int most = core.config().limits().maxInboundPerAddress();
        return most > 0 && connectionsFromAddress >= most ? Optional.of(RejectionCause.TOO_MANY_FROM_ADDRESS) : Optional.empty();
    }

    @Override
    public Optional<LinkHandler> admit(Endpoint remote, EventLoop loop) {
        return core.places.forInbound().or(silent::giveWay).map(place -> caller(remote, loop, Optional.of(place)).newHandler());
    }

    @Override
    public LinkHandler turnAway(Endpoint remote, EventLoop loop) {
        return caller(remote, loop, Optional.empty()).newHandler();
    }

    private PeerConnection caller(Endpoint remote, EventLoop loop, Optional<Places.Place> place) {
        var config = core.config();
        var role = Role.inbound(core.keeper.newId(), remote, place.isEmpty());
        var connection = new PeerConnection(role, 0, loop, config, core.nonces, core.parts.random(), host);
        place.ifPresent(taken -> host.place(connection, taken));
        core.join(connection, config);
        return connection;
    }

    @Override
    public void introduced(PeerConnection connection) {
        gossip.introduced(connection);
        if (!connection.role().inbound()) dialer.reached();
    }

    @Override
    public void received(PeerConnection connection, Message message) {
        gossip.received(connection, message);
    }

    @Override
    public void waiting(PeerConnection connection) {
        dialer.waiting();
        gate.next();
    }

    @Override
    public void askedForPlace(PeerConnection connection) {
        if (connection.role().inbound()) latecomers.asked(connection);
        else dialer.askedForPlace(connection);
    }

    @Override
    public void ended(PeerConnection connection) {
        gossip.ended(connection);
        if (connection.role().overCapacity()) gate.turnedAway();
        else gate.next();
        dialer.refill();
    }

    @Override
    public void ban(PeerConnection connection, PeerFailure failure) {
        failure.banReason().ifPresent(reason -> bans.banSoon(connection.peerId(), connection.address().ip(), reason));
    }
}
