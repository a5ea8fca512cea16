package bsv.p2p.manager;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.manager.connection.PeerConnection;
import bsv.p2p.manager.logging.LogText;
import bsv.p2p.manager.logging.RareLog;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Writes facts to the log with the fields that operators search for: failures and bans as WARN, the life of the node and its connections as
/// INFO, the rest as DEBUG. Each kind of fact has its own bound on lines, so that what peers provoke hides nothing else. Thread-safe.
final class EventLog {
    private final Logger log;
    private final Map<Class<?>, RareLog> kinds = new ConcurrentHashMap<>();

    EventLog() {
        this(LoggerFactory.getLogger("bsv.p2p.events"));
    }

    EventLog(Logger log) {
        this.log = log;
    }

    /// @param connections places taken now
    void write(ControlEvent event, ManagerConfig config, int connections) {
        var level = level(event);
        if (!log.isEnabledForLevel(level)) return;
        var line = about(event.getClass()).at(level).addKeyValue("network", config.network().name());
        if (event instanceof ControlEvent.ConnectionEvent connection) {
            line = line.addKeyValue("peer_id", connection.peerId()).addKeyValue("peer_address", connection.address());
        }
        var inbound = inbound(event);
        if (inbound.isPresent()) line = line.addKeyValue("connection_type", inbound.get() ? "inbound" : "outbound");
        if (event instanceof ControlEvent.ConnectionEstablished || event instanceof ControlEvent.ConnectionLost) {
            line = line.addKeyValue("peer_count", connections).addKeyValue("target", config.limits().target()).addKeyValue("max", config.limits().max());
        }
        switch (event) {
            case ControlEvent.ConnectionFailed(_, _, _, var failure) -> line.addKeyValue("error", failure.kind()).addKeyValue("reason", LogText.safe(failure.describe())).log("connection failed");
            case ControlEvent.ConnectionLost(_, _, _, var failure) -> line.addKeyValue("error", failure.map(f -> f.kind()).orElse("none"))
                    .addKeyValue("reason", LogText.safe(failure.map(f -> f.describe()).orElse("closed here"))).log("connection lost");
            case ControlEvent.ConnectionEstablished _ -> line.log("connection established");
            case ControlEvent.ConnectionRestarting(_, _, int restarts, var delay) -> line.addKeyValue("restarts", restarts).addKeyValue("delay_ms", delay.toMillis()).log("dialing again");
            case ControlEvent.HandshakeComplete done -> line.addKeyValue("user_agent", LogText.safe(done.userAgent())).addKeyValue("took_ms", done.took().toMillis()).log("handshake complete");
            case ControlEvent.PeerMisbehavior(_, _, _, var what, int points, int score) ->
                    line.addKeyValue("reason", LogText.safe(what)).addKeyValue("points", points).addKeyValue("score", score).log("misbehavior");
            case ControlEvent.InboundConnectionAccepted _ -> line.log("caller accepted");
            case ControlEvent.InboundConnectionRejected(var address, var cause) -> line.addKeyValue("peer_address", address).addKeyValue("reason", cause).log("caller refused");
            case ControlEvent.ConnectionRejectedCapacity(_, _, int taken, int max) ->
                    line.addKeyValue("peer_count", taken).addKeyValue("max", max).log("caller turned away, no place");
            case ControlEvent.PeerBanned(_, var target, var reason, var until) ->
                    line.addKeyValue("banned", target).addKeyValue("reason", LogText.safe(reason.describe())).addKeyValue("until", until.map(Object::toString).orElse("for ever")).log("banned");
            case ControlEvent.PeerUnbanned(var target) -> line.addKeyValue("banned", target).log("unbanned");
            case ControlEvent.ListenerBound(var address) -> line.addKeyValue("ip", address.ip()).addKeyValue("port", address.port()).log("listening");
            case ControlEvent.ListenerBindFailed(var address, var cause, var retryIn) ->
                    line.addKeyValue("ip", address.ip()).addKeyValue("port", address.port()).addKeyValue("error", cause).addKeyValue("retry_ms", retryIn.toMillis()).log("cannot listen");
            case ControlEvent.ListenerClosed(var address) -> line.addKeyValue("ip", address.ip()).addKeyValue("port", address.port()).log("listener closed");
            case ControlEvent.PeerDiscovered(var id, var address, var source) -> line.addKeyValue("status", PeerStatus.UNKNOWN).addKeyValue("peer_id", id).addKeyValue("peer_address", address).addKeyValue("source", LogText.safe(source)).log("peer discovered");
            case ControlEvent.DiscoveryFinished(var strategy, int found, int added, var problems, var took) -> {
                line.addKeyValue("strategy", strategy).addKeyValue("found", found).addKeyValue("added", added).addKeyValue("took_ms", took.toMillis()).log("discovery finished");
                for (var problem : problems) about(String.class).at(Level.WARN).addKeyValue("strategy", strategy).addKeyValue("error", LogText.safe(problem)).log("discovery");
            }
            case ControlEvent.ConfigUpdated _ -> line.log("configuration updated");
            case ControlEvent.PhaseChanged(var phase) -> line.addKeyValue("state", phase).log("manager");
            case ControlEvent.Lagged(long missed) -> line.addKeyValue("count", missed).log("lagged");
        }
    }

    /// Moves of a connection, which are no facts for subscribers.
    void moved(PeerConnection connection) {
        about(PeerConnection.class).at(Level.DEBUG).addKeyValue("peer_id", connection.peerId()).addKeyValue("peer_address", connection.address())
                .addKeyValue("state", connection.state().visible()).log("moved");
    }

    private RareLog about(Class<?> kind) {
        return kinds.computeIfAbsent(kind, _ -> new RareLog(log));
    }

    /// Whether it is about a connection that the peer opened, where the fact tells.
    private static Optional<Boolean> inbound(ControlEvent event) {
        return switch (event) {
            case ControlEvent.ConnectionEstablished established -> Optional.of(established.inbound());
            case ControlEvent.ConnectionFailed failed -> Optional.of(failed.inbound());
            case ControlEvent.ConnectionLost lost -> Optional.of(lost.inbound());
            case ControlEvent.HandshakeComplete done -> Optional.of(done.inbound());
            case ControlEvent.PeerMisbehavior misbehavior -> Optional.of(misbehavior.inbound());
            case ControlEvent.InboundConnectionAccepted _, ControlEvent.InboundConnectionRejected _, ControlEvent.ConnectionRejectedCapacity _ -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    private static Level level(ControlEvent event) {
        // Anybody may call and fail; what is worth a warning of it is the ban.
        if (event instanceof ControlEvent.ConnectionFailed failed && failed.inbound()) return Level.INFO;
        return switch (event) {
            case ControlEvent.ConnectionFailed _, ControlEvent.PeerBanned _, ControlEvent.ListenerBindFailed _, ControlEvent.Lagged _ -> Level.WARN;
            case ControlEvent.PeerMisbehavior _, ControlEvent.InboundConnectionAccepted _, ControlEvent.HandshakeComplete _, ControlEvent.ConnectionEstablished _, ControlEvent.ConnectionLost _,
                 ControlEvent.ConnectionRestarting _, ControlEvent.ListenerBound _, ControlEvent.ListenerClosed _, ControlEvent.PeerUnbanned _,
                 ControlEvent.DiscoveryFinished _, ControlEvent.ConfigUpdated _, ControlEvent.PhaseChanged _ -> Level.INFO;
            case ControlEvent.InboundConnectionRejected _, ControlEvent.ConnectionRejectedCapacity _, ControlEvent.PeerDiscovered _ -> Level.DEBUG;
        };
    }
}
