package bsv.p2p.manager.connection;

import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Version;
import java.util.Optional;

/// Where a connection is, with what it must remember there.
public sealed interface State {
    /// No link. Before the first dial, between dials, or for good.
    ///
    /// @param retries failed dials in a row
    /// @param asking whether a place was asked for and the answer is not here yet
    record Disconnected(int retries, RestartWindow restarts, boolean asking) implements State {}

    /// The link is being opened.
    record Connecting(int retries, RestartWindow restarts) implements State {}

    /// Versions and veracks are going over.
    record AwaitingHandshake(int retries, RestartWindow restarts, Handshake handshake) implements State {}

    /// The handshake is complete.
    ///
    /// @param since when it was completed, in the loop's nanoseconds
    record Connected(int retries, RestartWindow restarts, Version version, Session session, long since) implements State {}

    /// Told that there is no place; the link is closing.
    record Rejected() implements State {}

    /// The link is closing, or closed, and will not be opened again.
    ///
    /// @param failure why, if it is the peer's fault
    record Failed(Optional<PeerFailure> failure) implements State {}

    /// As users see it.
    default ConnectionState visible() {
        return switch (this) {
            case Disconnected _ -> ConnectionState.DISCONNECTED;
            case Connecting _ -> ConnectionState.CONNECTING;
            case AwaitingHandshake _ -> ConnectionState.AWAITING_HANDSHAKE;
            case Connected _ -> ConnectionState.CONNECTED;
            case Rejected _ -> ConnectionState.REJECTED;
            case Failed _ -> ConnectionState.FAILED;
        };
    }

    /// The peer's version, once it came.
    default Optional<Version> peerVersion() {
        return switch (this) {
            case AwaitingHandshake waiting -> waiting.handshake().peerVersion();
            case Connected connected -> Optional.of(connected.version());
            case Disconnected _, Connecting _, Rejected _, Failed _ -> Optional.empty();
        };
    }
}
