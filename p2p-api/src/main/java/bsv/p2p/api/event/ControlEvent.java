package bsv.p2p.api.event;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A fact about connections, peers or the node itself, after it happened. For one connection the order is: Accepted (inbound only),
/// HandshakeComplete, Established, Lost; Failed comes only before Established, and nothing after Lost or Failed but Restarting.
public sealed interface ControlEvent {
    /// A fact about one connection.
    sealed interface ConnectionEvent extends ControlEvent {
        /// The peer's id; of an inbound connection the id of its session, unknown once it is over.
        UUID peerId();

        /// The other end.
        Endpoint address();
    }

    /// The handshake is done, messages can flow.
    record ConnectionEstablished(UUID peerId, Endpoint address, boolean inbound) implements ConnectionEvent {}

    /// A connection was not established.
    record ConnectionFailed(UUID peerId, Endpoint address, boolean inbound, PeerFailure failure) implements ConnectionEvent {}

    /// An established connection is over.
    ///
    /// @param failure why; empty if this side ended it in good order
    record ConnectionLost(UUID peerId, Endpoint address, boolean inbound, Optional<PeerFailure> failure) implements ConnectionEvent {}

    /// A lost connection is being dialed again.
    ///
    /// @param restarts how many within the window, this one included; 0 for a retry after a backoff
    /// @param delay how long until the dial
    record ConnectionRestarting(UUID peerId, Endpoint address, int restarts, Duration delay) implements ConnectionEvent {}

    /// Both versions and both veracks went over.
    ///
    /// @param userAgent untrusted text
    /// @param took from the TCP connection on
    record HandshakeComplete(UUID peerId, Endpoint address, boolean inbound, int protocolVersion, long services, String userAgent,
            int startHeight, boolean relay, Duration took) implements ConnectionEvent {}

    /// A peer broke a rule.
    ///
    /// @param points what it cost
    /// @param score what the peer has now; at 100 it is banned
    record PeerMisbehavior(UUID peerId, Endpoint address, boolean inbound, String what, int points, int score) implements ConnectionEvent {}

    /// A connection was accepted and a place found for it; its handshake begins.
    record InboundConnectionAccepted(UUID peerId, Endpoint address) implements ConnectionEvent {}

    /// A connection was closed before any byte was read or written.
    record InboundConnectionRejected(Endpoint address, RejectionCause cause) implements ControlEvent {}

    /// Why a caller was turned away at the door.
    enum RejectionCause {
        BANNED, TOO_MANY_FROM_ADDRESS, TOO_MANY_WAITING, PAUSED
    }

    /// A caller for whom there was no place was told so after its handshake.
    record ConnectionRejectedCapacity(UUID peerId, Endpoint address, int connections, int max) implements ConnectionEvent {}

    /// An address is banned.
    ///
    /// @param peerId the peer it was about, if it was one
    /// @param until empty for ever
    record PeerBanned(Optional<UUID> peerId, Cidr target, BanReason reason, Optional<Instant> until) implements ControlEvent {}

    /// A ban was lifted or ended.
    record PeerUnbanned(Cidr target) implements ControlEvent {}

    /// A listener took its address.
    record ListenerBound(Endpoint address) implements ControlEvent {}

    /// A listener did not get its address; it is tried again.
    record ListenerBindFailed(Endpoint address, String cause, Duration retryIn) implements ControlEvent {}

    /// A listener gave its address back.
    record ListenerClosed(Endpoint address) implements ControlEvent {}

    /// A peer was heard of for the first time.
    record PeerDiscovered(UUID peerId, Endpoint address, String source) implements ControlEvent {}

    /// A round of one strategy ended.
    ///
    /// @param found addresses it yielded
    /// @param added those that were new
    /// @param problems what went wrong on the way, for people
    record DiscoveryFinished(String strategy, int found, int added, List<String> problems, Duration took) implements ControlEvent {
        public DiscoveryFinished {
            problems = List.copyOf(problems);
        }
    }

    /// Another configuration holds from now on.
    record ConfigUpdated(ManagerConfig config) implements ControlEvent {}

    /// The node started, was paused or resumed, or stops.
    record PhaseChanged(Phase phase) implements ControlEvent {}

    /// Where a node is in its life.
    enum Phase {
        NEW, STARTING, RUNNING, PAUSED, STOPPING, STOPPED
    }

    /// This subscriber was too slow: events before this one are gone.
    ///
    /// @param missed how many
    record Lagged(long missed) implements ControlEvent {}

    /// The name of the fact, from a closed set.
    default String kind() {
        return getClass().getSimpleName();
    }
}
