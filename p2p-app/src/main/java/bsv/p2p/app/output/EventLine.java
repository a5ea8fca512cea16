package bsv.p2p.app.output;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.ControlEvent.ConfigUpdated;
import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.event.ControlEvent.ConnectionEvent;
import bsv.p2p.api.event.ControlEvent.ConnectionFailed;
import bsv.p2p.api.event.ControlEvent.ConnectionLost;
import bsv.p2p.api.event.ControlEvent.ConnectionRejectedCapacity;
import bsv.p2p.api.event.ControlEvent.ConnectionRestarting;
import bsv.p2p.api.event.ControlEvent.DiscoveryFinished;
import bsv.p2p.api.event.ControlEvent.HandshakeComplete;
import bsv.p2p.api.event.ControlEvent.InboundConnectionAccepted;
import bsv.p2p.api.event.ControlEvent.InboundConnectionRejected;
import bsv.p2p.api.event.ControlEvent.Lagged;
import bsv.p2p.api.event.ControlEvent.ListenerBindFailed;
import bsv.p2p.api.event.ControlEvent.ListenerBound;
import bsv.p2p.api.event.ControlEvent.ListenerClosed;
import bsv.p2p.api.event.ControlEvent.PeerBanned;
import bsv.p2p.api.event.ControlEvent.PeerDiscovered;
import bsv.p2p.api.event.ControlEvent.PeerMisbehavior;
import bsv.p2p.api.event.ControlEvent.PeerUnbanned;
import bsv.p2p.api.event.ControlEvent.PhaseChanged;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Services;
import bsv.p2p.app.json.JsonText;
import bsv.p2p.app.json.MessageJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// An event as what both forms of output need of it.
///
/// @param event the name of the kind
/// @param peerId whom it is about
/// @param address the other end, or the listener
/// @param inbound the direction of the connection
/// @param fields the event's own, in snake case
record EventLine(Instant time, String event, Optional<UUID> peerId, Optional<Endpoint> address, Optional<Boolean> inbound, ObjectNode fields) {

    /// @param direction what is known of the connection; counts where the event itself does not tell
    static EventLine of(ControlEvent event, Instant time, Optional<Boolean> direction) {
        var fields = JsonText.object();
        return switch (event) {
            case ConnectionEstablished e -> connection(e, time, Optional.of(e.inbound()), fields);
            case ConnectionFailed e -> connection(e, time, Optional.of(e.inbound()), failure(Optional.of(e.failure()), fields));
            case ConnectionLost e -> connection(e, time, Optional.of(e.inbound()), failure(e.failure(), fields));
            case ConnectionRestarting e -> connection(e, time, Optional.of(false),
                    fields.put("restarts", e.restarts()).put("delay_ms", millis(e.delay())));
            case HandshakeComplete e -> connection(e, time, Optional.of(e.inbound()), handshake(e, fields));
            case PeerMisbehavior e -> connection(e, time, Optional.of(e.inbound()),
                    fields.put("what", e.what()).put("points", e.points()).put("score", e.score()));
            case InboundConnectionAccepted e -> connection(e, time, Optional.of(true), fields);
            case ConnectionRejectedCapacity e -> connection(e, time, Optional.of(true),
                    fields.put("connections", e.connections()).put("max", e.max()));
            case InboundConnectionRejected e -> new EventLine(time, e.kind(), Optional.empty(), Optional.of(e.address()), Optional.of(true),
                    fields.put("cause", e.cause().name()));
            case PeerBanned e -> new EventLine(time, e.kind(), e.peerId(), Optional.empty(), Optional.empty(), fields
                    .put("target", e.target().toString()).put("reason", e.reason().getClass().getSimpleName())
                    .put("detail", e.reason().describe()).put("until", e.until().map(Moments::utc).orElse(null)));
            case PeerUnbanned e -> node(e, time, fields.put("target", e.target().toString()));
            case ListenerBound e -> listener(e, time, e.address(), fields);
            case ListenerBindFailed e -> listener(e, time, e.address(),
                    fields.put("cause", e.cause()).put("retry_in_ms", millis(e.retryIn())));
            case ListenerClosed e -> listener(e, time, e.address(), fields);
            case PeerDiscovered e -> new EventLine(time, e.kind(), Optional.of(e.peerId()), Optional.of(e.address()), Optional.empty(),
                    fields.put("source", e.source()));
            case DiscoveryFinished e -> node(e, time, discovery(e, fields));
            case ConfigUpdated e -> node(e, time, fields.put("network", e.config().network().name())
                    .put("target_connections", e.config().limits().target()).put("max_connections", e.config().limits().max()));
            case PhaseChanged e -> node(e, time, fields.put("phase", e.phase().name()));
            case Lagged e -> node(e, time, fields.put("missed", e.missed()));
        };
    }

    static EventLine of(BitcoinMessageEvent event, Instant time, Optional<Boolean> direction) {
        var fields = JsonText.object().put("command", event.message().command().name());
        fields.set("message", MessageJson.fields(event.message()));
        return new EventLine(time, "BitcoinMessage", Optional.of(event.peerId()), Optional.of(event.address()), direction, fields);
    }

    private static EventLine connection(ConnectionEvent event, Instant time, Optional<Boolean> inbound, ObjectNode fields) {
        return new EventLine(time, event.kind(), Optional.of(event.peerId()), Optional.of(event.address()), inbound, fields);
    }

    private static EventLine listener(ControlEvent event, Instant time, Endpoint address, ObjectNode fields) {
        return new EventLine(time, event.kind(), Optional.empty(), Optional.of(address), Optional.empty(), fields);
    }

    private static EventLine node(ControlEvent event, Instant time, ObjectNode fields) {
        return new EventLine(time, event.kind(), Optional.empty(), Optional.empty(), Optional.empty(), fields);
    }

    private static ObjectNode handshake(HandshakeComplete event, ObjectNode fields) {
        return fields.put("protocol_version", event.protocolVersion()).put("services", Long.toUnsignedString(event.services()))
                .put("service_names", Services.describe(event.services())).put("user_agent", event.userAgent())
                .put("start_height", event.startHeight()).put("relay", event.relay()).put("took_ms", millis(event.took()));
    }

    private static ObjectNode discovery(DiscoveryFinished event, ObjectNode fields) {
        fields.put("strategy", event.strategy()).put("found", event.found()).put("added", event.added());
        event.problems().forEach(fields.putArray("problems")::add);
        return fields.put("took_ms", millis(event.took()));
    }

    private static ObjectNode failure(Optional<PeerFailure> failure, ObjectNode fields) {
        return fields.put("failure", failure.map(PeerFailure::kind).orElse(null)).put("detail", failure.map(PeerFailure::describe).orElse(null));
    }

    /// Milliseconds with three digits after the point.
    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }
}
