package bsv.p2p.manager;

import bsv.p2p.api.ConnectionSnapshot;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkCounters;
import bsv.p2p.api.spi.LinkTraffic;
import bsv.p2p.manager.connection.KeepAlive;
import bsv.p2p.manager.connection.PeerConnection;
import bsv.p2p.manager.connection.Session;
import bsv.p2p.manager.connection.State;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.NetworkAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes what an operator sees of a connection.
final class Snapshots {
    private static final LinkTraffic NO_TRAFFIC = new LinkTraffic(Map.of(), Map.of());

    private Snapshots() {}

    static ConnectionSnapshot of(PeerConnection connection, Instant now, ManagerConfig config, ReceiveRates rates) {
        var state = connection.state();
        var version = state.peerVersion();
        var connected = state instanceof State.Connected established ? Optional.of(established) : Optional.<State.Connected>empty();
        var session = connected.map(State.Connected::session);
        var keepAlive = session.map(Session::keepAlive);
        var link = connection.link();
        var counters = link.map(Link::counters);
        var traffic = link.map(Link::traffic).orElse(NO_TRAFFIC);
        long nanos = connection.loop().nanoTime();
        var role = connection.role();
        return new ConnectionSnapshot(role.peerId(), role.address(), link.map(Link::local), role.inbound(), role.fixed(), state.visible(),
                connection.connectedAt(), connected.map(c -> ago(now, nanos, c.since())), version.map(Version::services).orElse(0L),
                version.map(v -> connected.isPresent() ? Math.min(v.protocolVersion(), config.identity().protocolVersion()) : v.protocolVersion()).orElse(0),
                version.flatMap(Version::userAgent).orElse(""), version.map(v -> v.startHeight().orElse(-1)).orElse(-1),
                version.flatMap(Version::relay).orElse(true), version.map(v -> clockDifference(v, connection, now)).orElse(0L),
                counters.map(LinkCounters::bytesSent).orElse(0L), counters.map(LinkCounters::bytesReceived).orElse(0L),
                counters.map(LinkCounters::messagesSent).orElse(0L), counters.map(LinkCounters::messagesReceived).orElse(0L),
                counters.map(c -> ago(now, nanos, c.lastReceivedNanos())), counters.map(c -> ago(now, nanos, c.lastSentNanos())),
                keepAlive.flatMap(KeepAlive::last), keepAlive.flatMap(KeepAlive::min), keepAlive.flatMap(KeepAlive::smoothed),
                keepAlive.filter(KeepAlive::isPending).map(pending -> Duration.ofNanos(nanos - pending.sentAt())), score(state),
                session.map(Session::sendHeaders).orElse(false), session.map(Session::sendHdrsEn).orElse(false), session.map(Session::compactBlocks).orElse(false),
                session.map(Session::feeFilter).orElse(OptionalLong.empty()),
                session.map(Session::maxRecvPayloadLength).orElse(ProtoConf.MIN_RECV_PAYLOAD_LENGTH), link.map(Link::queuedBytes).orElse(0L),
                link.map(Link::unreadBytes).orElse(0L), link.map(Link::isCongested).orElse(false),
                restarts(state), retries(state), config.bans().isPermitted(role.address().ip()), version.map(Version::receiver).flatMap(Snapshots::known),
                connection.isHeld(), session.map(Session::chainProven).orElse(false), traffic.sent(), traffic.received(),
                version.flatMap(Version::associationId), session.flatMap(Session::protoConf).flatMap(ProtoConf::streamPolicies),
                link.map(rates::of).orElse(0L));
    }

    private static Optional<Endpoint> known(NetworkAddress address) {
        return address.ip().isValid() ? Optional.of(address.endpoint()) : Optional.empty();
    }

    private static Instant ago(Instant now, long nanos, long then) {
        return now.minusNanos(nanos - then);
    }

    /// Whatever the peer claims, the difference does not overflow.
    private static long clockDifference(Version version, PeerConnection connection, Instant now) {
        long ours = connection.connectedAt().orElse(now).getEpochSecond();
        long theirs = Math.clamp(version.timestamp(), 0, 0xffff_ffffL);
        return theirs - ours;
    }

    private static int score(State state) {
        return switch (state) {
            case State.AwaitingHandshake awaiting -> awaiting.handshake().conduct().score();
            case State.Connected connected -> connected.session().conduct().score();
            case State.Disconnected _, State.Connecting _, State.Rejected _, State.Failed _ -> 0;
        };
    }

    private static int restarts(State state) {
        return switch (state) {
            case State.Disconnected(_, var restarts, _) -> restarts.count();
            case State.Connecting(_, var restarts) -> restarts.count();
            case State.AwaitingHandshake awaiting -> awaiting.restarts().count();
            case State.Connected connected -> connected.restarts().count();
            case State.Rejected _, State.Failed _ -> 0;
        };
    }

    private static int retries(State state) {
        return switch (state) {
            case State.Disconnected(int retries, _, _) -> retries;
            case State.Connecting(int retries, _) -> retries;
            case State.AwaitingHandshake awaiting -> awaiting.retries();
            case State.Connected connected -> connected.retries();
            case State.Rejected _, State.Failed _ -> 0;
        };
    }
}
