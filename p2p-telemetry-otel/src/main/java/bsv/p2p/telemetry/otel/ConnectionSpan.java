package bsv.p2p.telemetry.otel;

import bsv.p2p.api.ConnectionSnapshot;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.peer.Endpoint;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The span of one connection, from the TCP connection to its end, and those inside it. Attributes are named as the fields of the log, so
/// that one is found by the other. Texts of peers are cut and made harmless. Not thread-safe.
final class ConnectionSpan {
    private static final AttributeKey<String> PEER_ID = AttributeKey.stringKey("peer_id");
    private static final AttributeKey<String> PEER_ADDRESS = AttributeKey.stringKey("peer_address");
    private static final AttributeKey<String> CONNECTION_TYPE = AttributeKey.stringKey("connection_type");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");
    private static final AttributeKey<String> USER_AGENT = AttributeKey.stringKey("user_agent");
    private static final AttributeKey<Long> PROTOCOL_VERSION = AttributeKey.longKey("protocol_version");
    private static final AttributeKey<Long> SERVICES = AttributeKey.longKey("services");
    private static final AttributeKey<Long> START_HEIGHT = AttributeKey.longKey("start_height");
    private static final AttributeKey<Long> POINTS = AttributeKey.longKey("points");
    private static final AttributeKey<Long> SCORE = AttributeKey.longKey("score");
    private static final AttributeKey<Long> MESSAGES_SENT = AttributeKey.longKey("messages_sent");
    private static final AttributeKey<Long> MESSAGES_RECEIVED = AttributeKey.longKey("messages_received");
    private static final AttributeKey<Long> BYTES_SENT = AttributeKey.longKey("bytes_sent");
    private static final AttributeKey<Long> BYTES_RECEIVED = AttributeKey.longKey("bytes_received");
    private static final AttributeKey<Double> PING_SECONDS = AttributeKey.doubleKey("ping_seconds");

    private final Tracer tracer;
    private final Span span;
    private final Context inside;
    private @Nullable Span handshake;
    private Exchanged last;

    /// What had been exchanged when an exchange span ended.
    private record Exchanged(Instant at, long messagesSent, long messagesReceived, long bytesSent, long bytesReceived) {
        static Exchanged of(ConnectionSnapshot connection, Instant now) {
            return new Exchanged(now, connection.messagesSent(), connection.messagesReceived(), connection.bytesSent(), connection.bytesReceived());
        }
    }

    private ConnectionSpan(Tracer tracer, UUID peerId, Endpoint address, boolean inbound, Instant since) {
        this.tracer = tracer;
        this.last = new Exchanged(since, 0, 0, 0, 0);
        span = tracer.spanBuilder("connection").setNoParent().setSpanKind(inbound ? SpanKind.SERVER : SpanKind.CLIENT).setStartTimestamp(since)
                .setAttribute(PEER_ID, peerId.toString()).setAttribute(PEER_ADDRESS, address.toString())
                .setAttribute(CONNECTION_TYPE, inbound ? "inbound" : "outbound").startSpan();
        inside = Context.root().with(span);
    }

    static ConnectionSpan begun(Tracer tracer, UUID peerId, Endpoint address, boolean inbound, Instant since) {
        return new ConnectionSpan(tracer, peerId, address, inbound, since);
    }

    static ConnectionSpan accepted(Tracer tracer, ControlEvent.InboundConnectionAccepted accepted, Instant now) {
        var span = new ConnectionSpan(tracer, accepted.peerId(), accepted.address(), true, now);
        span.event("accepted", Attributes.empty());
        span.handshake = span.child("handshake", now);
        return span;
    }

    private Span child(String name, Instant since) {
        return tracer.spanBuilder(name).setParent(inside).setSpanKind(SpanKind.INTERNAL).setStartTimestamp(since).startSpan();
    }

    void event(String name, Attributes attributes) {
        span.addEvent(name, attributes);
    }

    void shookHands(ControlEvent.HandshakeComplete done, Instant now) {
        var agent = PeerText.safe(done.userAgent());
        span.setAttribute(USER_AGENT, agent).setAttribute(PROTOCOL_VERSION, (long) done.protocolVersion());
        var begun = handshake == null ? child("handshake", now.minus(done.took())) : handshake;
        handshake = null;
        begun.setAttribute(USER_AGENT, agent).setAttribute(PROTOCOL_VERSION, (long) done.protocolVersion()).setAttribute(SERVICES, done.services())
                .setAttribute(START_HEIGHT, (long) done.startHeight()).end(now);
        event("handshake_complete", Attributes.empty());
    }

    void misbehaved(ControlEvent.PeerMisbehavior misbehavior) {
        event("misbehavior", Attributes.of(REASON, PeerText.safe(misbehavior.what()), POINTS, (long) misbehavior.points(), SCORE, (long) misbehavior.score()));
    }

    void banned(ControlEvent.PeerBanned banned) {
        event("banned", Attributes.of(REASON, PeerText.safe(banned.reason().describe())));
    }

    /// One span for all that went over since the last one, if anything did.
    void exchanged(ConnectionSnapshot connection, Instant now) {
        var total = Exchanged.of(connection, now);
        // Another link of the same peer counts from zero again.
        var base = total.messagesReceived < last.messagesReceived || total.messagesSent < last.messagesSent ? new Exchanged(last.at, 0, 0, 0, 0) : last;
        last = total;
        if (total.messagesSent == base.messagesSent && total.messagesReceived == base.messagesReceived) return;
        var exchange = child("exchange", base.at).setAttribute(MESSAGES_SENT, total.messagesSent - base.messagesSent)
                .setAttribute(MESSAGES_RECEIVED, total.messagesReceived - base.messagesReceived)
                .setAttribute(BYTES_SENT, total.bytesSent - base.bytesSent).setAttribute(BYTES_RECEIVED, total.bytesReceived - base.bytesReceived);
        connection.lastPing().ifPresent(trip -> exchange.setAttribute(PING_SECONDS, trip.toNanos() / 1e9));
        exchange.end(now);
    }

    void end(Optional<PeerFailure> failure, Instant now) {
        var unfinished = handshake;
        handshake = null;
        if (unfinished != null) close(unfinished, failure, now);
        event(failure.isPresent() ? "failed" : "closed", Attributes.empty());
        close(span, failure, now);
    }

    private static void close(Span ending, Optional<PeerFailure> failure, Instant now) {
        failure.ifPresent(why -> ending.setStatus(StatusCode.ERROR, why.kind()).setAttribute(ERROR, why.kind()).setAttribute(REASON, PeerText.safe(why.describe())));
        ending.end(now);
    }
}
