package bsv.p2p.api.error;

import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Magic;
import java.time.Duration;
import java.util.Optional;

/// Why a connection could not be made or did not last. A bad peer is a value in an event, not an exception.
/// Texts that came from the peer are untrusted.
public sealed interface PeerFailure {
    /// Nobody listens there, or no route leads there.
    record ConnectionRefused(String cause) implements PeerFailure {}

    /// No TCP connection within the time set.
    record ConnectionTimeout(Duration after) implements PeerFailure {}

    /// The connection broke, or the peer ended it after the handshake.
    record ConnectionReset(String cause) implements PeerFailure {}

    /// The peer ended the connection before the handshake was complete.
    record ClosedDuringHandshake() implements PeerFailure {}

    /// The handshake was not complete within the time set, whether the peer talked or not.
    record HandshakeTimeout(Duration after) implements PeerFailure {}

    /// The peer refused us or cannot be talked to: its reject, an obsolete version, ourselves at the other end.
    record HandshakeFailed(String reason) implements PeerFailure {}

    /// A frame began with another magic than this network's.
    record NetworkMismatch(Magic expected, Magic received) implements PeerFailure {}

    /// The peer follows another chain.
    record BlockchainMismatch(String received) implements PeerFailure {}

    /// The peer's agent is on the deny list.
    record BannedUserAgent(String userAgent) implements PeerFailure {}

    /// No pong within the time set.
    record PingTimeout(Duration after) implements PeerFailure {}

    /// The peer broke a rule for which the connection ends.
    ///
    /// @param score points it had then; 100 and above ban
    record ProtocolViolation(String what, int score) implements PeerFailure {}

    /// Points at which a peer is banned.
    int BAN_SCORE = 100;

    /// What to do, told here and nowhere else.
    ///
    /// @param established whether the handshake had been completed
    default Remedy remedy(boolean established) {
        return switch (this) {
            case ConnectionRefused _, ConnectionTimeout _, ClosedDuringHandshake _ -> Remedy.RETRY;
            case ConnectionReset _, PingTimeout _ -> established ? Remedy.RESTART : Remedy.RETRY;
            case HandshakeTimeout _, HandshakeFailed _ -> Remedy.GIVE_UP;
            case NetworkMismatch _, BlockchainMismatch _, BannedUserAgent _ -> Remedy.BAN;
            case ProtocolViolation(_, int score) -> score >= BAN_SCORE ? Remedy.BAN : Remedy.GIVE_UP;
        };
    }

    /// The reason for the ban where [#remedy] is [Remedy#BAN].
    default Optional<BanReason> banReason() {
        return switch (this) {
            case NetworkMismatch(Magic expected, Magic received) -> Optional.of(new BanReason.NetworkMismatch(expected, received));
            case BlockchainMismatch(String received) -> Optional.of(new BanReason.BlockchainMismatch(received));
            case BannedUserAgent(String userAgent) -> Optional.of(new BanReason.BannedUserAgent(userAgent));
            case ProtocolViolation(String what, int score) when score >= BAN_SCORE -> Optional.of(new BanReason.Misbehavior(what));
            case ConnectionRefused _, ConnectionTimeout _, ConnectionReset _, ClosedDuringHandshake _, HandshakeTimeout _,
                 HandshakeFailed _, PingTimeout _, ProtocolViolation _ -> Optional.empty();
        };
    }

    /// The name of the kind, from a closed set: fit for a metric's label or a log field.
    default String kind() {
        return getClass().getSimpleName();
    }

    /// One line for people. May contain text from the peer: escape it before a terminal or a page shows it.
    default String describe() {
        return switch (this) {
            case ConnectionRefused(String cause) -> "connection refused: " + cause;
            case ConnectionTimeout(Duration after) -> "no connection within " + millis(after);
            case ConnectionReset(String cause) -> "connection lost: " + cause;
            case ClosedDuringHandshake _ -> "closed by the peer during the handshake";
            case HandshakeTimeout(Duration after) -> "no complete handshake within " + millis(after);
            case HandshakeFailed(String reason) -> "handshake failed: " + reason;
            case NetworkMismatch _, BlockchainMismatch _, BannedUserAgent _ -> banReason().orElseThrow().describe();
            case PingTimeout(Duration after) -> "no pong within " + millis(after);
            case ProtocolViolation(String what, int score) -> "protocol violation (" + score + " points): " + what;
        };
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
