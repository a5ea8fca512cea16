package bsv.p2p.manager;

import bsv.p2p.api.ConnectionCommand;
import bsv.p2p.api.ManagerParts;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.Transport;
import bsv.p2p.manager.connection.OwnNonces;
import bsv.p2p.manager.connection.PeerConnection;
import bsv.p2p.manager.peers.AddressBook;
import bsv.p2p.manager.peers.AddressBuckets;
import bsv.p2p.manager.peers.BanTable;
import bsv.p2p.manager.peers.Connections;
import bsv.p2p.manager.peers.PeerKeeper;
import bsv.p2p.manager.peers.Places;
import bsv.p2p.manager.peers.SerialExecutor;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the parts of a running manager share. Decisions that need more than one of them are made on [#loop].
final class Core {
    final ManagerParts parts;
    final Transport transport;
    final EventLoop loop;
    final AddressBuckets buckets;
    final PeerKeeper keeper;
    final Connections connections = new Connections();
    final Places places;
    final BanTable bans;
    final OwnNonces nonces;
    final EventBus<ControlEvent> controlEvents;
    final EventBus<BitcoinMessageEvent> messages;
    final PayloadDesk payloads;
    final EventLog log = new EventLog();
    final Totals totals = new Totals();
    final TrafficTotals traffic = new TrafficTotals();
    /// Addresses that turned out to be this node.
    final Set<Endpoint> self = ConcurrentHashMap.newKeySet();
    private volatile ManagerConfig config;
    private volatile ControlEvent.Phase phase = ControlEvent.Phase.STARTING;

    Core(ManagerParts parts, ManagerConfig config, Transport transport, PeerStore store, EventBus<ControlEvent> controlEvents,
            EventBus<BitcoinMessageEvent> messages, PayloadDesk payloads) {
        this.parts = parts;
        this.config = config;
        this.transport = transport;
        this.loop = transport.nextLoop();
        this.buckets = new AddressBuckets(config.network(), parts.random());
        this.keeper = new PeerKeeper(store, new SerialExecutor(parts.blocking()), new AddressBook(buckets), parts.clock(), parts.random());
        this.places = new Places(config.limits());
        this.bans = new BanTable(config.bans().maxBans());
        this.nonces = new OwnNonces(parts.random());
        this.controlEvents = controlEvents;
        this.messages = messages;
        this.payloads = payloads;
    }

    ManagerConfig config() {
        return config;
    }

    void config(ManagerConfig changed) {
        config = changed;
    }

    ControlEvent.Phase phase() {
        return phase;
    }

    void phase(ControlEvent.Phase next) {
        phase = next;
        report(new ControlEvent.PhaseChanged(next));
    }

    boolean isRunning() {
        return phase == ControlEvent.Phase.RUNNING;
    }

    /// Adds a connection. What changed while it was made reaches it.
    ///
    /// @param made the configuration it was made with
    /// @return false if there is one like it already
    boolean join(PeerConnection connection, ManagerConfig made) {
        if (!connections.add(connection)) return false;
        var current = config;
        if (!current.equals(made)) connection.command(new ConnectionCommand.UpdateConfig(current));
        if (!isRunning()) connection.command(new ConnectionCommand.Disconnect("not running"));
        return true;
    }

    Instant now() {
        return parts.clock().instant();
    }

    void report(ControlEvent event) {
        note(event);
        controlEvents.publish(event);
    }

    /// On a loop: subscribers hear of it after the loop's turn.
    void report(ControlEvent event, EventLoop reporting) {
        note(event);
        controlEvents.publish(event, reporting);
    }

    private void note(ControlEvent event) {
        totals.count(event);
        log.write(event, config, places.reserved());
    }
}
