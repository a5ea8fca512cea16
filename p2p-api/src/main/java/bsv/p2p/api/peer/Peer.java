package bsv.p2p.api.peer;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A node somewhere, as this node knows it: where it listens, what it said of itself, and how trying it went. Immutable; changes
/// are copies by `with…`.
///
/// @param id ours, random, stable as long as the peer is remembered
/// @param endpoint where it listens; port 1..65535
/// @param status what trying it showed
/// @param statusSince when the status was last set
/// @param ban present if and only if the status is BANNED
/// @param services service bits from its `version`, before that from gossip; see [Services]
/// @param userAgent as it came, untrusted; empty if it never told
/// @param protocolVersion from its `version`; 0 if it never told
/// @param startHeight from its `version`; -1 if it never told
/// @param lastSeen when it last was connected, or what gossip claims
/// @param attempts dials in a row that failed
/// @param nextAttempt not to be dialed before
/// @param source how we heard of it: a strategy and its detail, such as `dns:seed.bitcoinsv.io`, `addr:198.51.100.3:8333`, `manual`
public record Peer(UUID id, Endpoint endpoint, PeerStatus status, Instant statusSince, Optional<Ban> ban, long services,
        String userAgent, int protocolVersion, int startHeight, Optional<Instant> lastSeen, int attempts,
        Optional<Instant> nextAttempt, String source) {
    /// Longest [#source], in characters.
    public static final int MAX_SOURCE = 256;
    /// Longest [#userAgent], in characters; the wire allows as many bytes.
    public static final int MAX_USER_AGENT = 256;

    public Peer {
        var problems = new ArrayList<String>();
        if (endpoint.port() == 0) problems.add("port must be 1..65535, is 0");
        if (ban.isPresent() != (status == PeerStatus.BANNED)) problems.add("a ban goes with status BANNED and with no other, status is " + status);
        if (userAgent.length() > MAX_USER_AGENT) problems.add("user agent must have at most 256 characters, has " + userAgent.length());
        if (source.length() > MAX_SOURCE) problems.add("source must have at most 256 characters, has " + source.length());
        if (attempts < 0) problems.add("attempts must not be negative, is " + attempts);
        if (!problems.isEmpty()) throw new IllegalArgumentException("invalid peer " + endpoint + ": " + String.join("; ", List.copyOf(problems)));
    }

    /// A source, cut if it is too long to be one: that of a name somebody made up.
    public static String fittingSource(String source) {
        return source.substring(0, Math.min(source.length(), MAX_SOURCE));
    }

    /// A peer just heard of, status UNKNOWN, with a random id. The source is made to fit.
    public static Peer discovered(Endpoint endpoint, String source, Instant now) {
        return discovered(UUID.randomUUID(), endpoint, source, now);
    }

    /// As [#discovered(Endpoint, String, Instant)] with an id of the caller's, for reproducible runs.
    public static Peer discovered(UUID id, Endpoint endpoint, String source, Instant now) {
        return new Peer(id, endpoint, PeerStatus.UNKNOWN, now, Optional.empty(), Services.NONE, "", 0, -1, Optional.empty(), 0, Optional.empty(), fittingSource(source));
    }

    public IpAddress ip() {
        return endpoint.ip();
    }

    public int port() {
        return endpoint.port();
    }

    public InetSocketAddress socketAddress() {
        return endpoint.toSocketAddress();
    }

    public boolean isValid() {
        return status == PeerStatus.VALID;
    }

    public boolean isInaccessible() {
        return status == PeerStatus.INACCESSIBLE;
    }

    public boolean isUnknown() {
        return status == PeerStatus.UNKNOWN;
    }

    /// Whether it is banned at `now`; an expired ban does not count, whatever the status says.
    public boolean isBanned(Instant now) {
        return ban.isPresent() && ban.get().isActive(now);
    }

    /// Whether it may be dialed at `now`: not banned and no wait is left.
    public boolean isDialable(Instant now) {
        return !isBanned(now) && (nextAttempt.isEmpty() || !now.isBefore(nextAttempt.get()));
    }

    /// With another status, stamped `now`. Any ban goes; [#withBan] sets one.
    ///
    /// @throws IllegalArgumentException for BANNED, which needs a ban
    public Peer withStatus(PeerStatus newStatus, Instant now) {
        return new Peer(id, endpoint, newStatus, now, Optional.empty(), services, userAgent, protocolVersion, startHeight, lastSeen, attempts, nextAttempt, source);
    }

    /// BANNED, stamped with the beginning of the ban.
    public Peer withBan(Ban newBan) {
        return new Peer(id, endpoint, PeerStatus.BANNED, newBan.since(), Optional.of(newBan), services, userAgent, protocolVersion, startHeight, lastSeen, attempts, nextAttempt, source);
    }

    /// With what its `version` told. An agent longer than the wire allows is cut.
    public Peer withVersion(long newServices, String newUserAgent, int newProtocolVersion, int newStartHeight) {
        var agent = newUserAgent.length() > MAX_USER_AGENT ? newUserAgent.substring(0, MAX_USER_AGENT) : newUserAgent;
        return new Peer(id, endpoint, status, statusSince, ban, newServices, agent, newProtocolVersion, newStartHeight, lastSeen, attempts, nextAttempt, source);
    }

    public Peer withServices(long newServices) {
        return withVersion(newServices, userAgent, protocolVersion, startHeight);
    }

    public Peer withLastSeen(Instant time) {
        return new Peer(id, endpoint, status, statusSince, ban, services, userAgent, protocolVersion, startHeight, Optional.of(time), attempts, nextAttempt, source);
    }

    /// With the outcome of dialing: how many failed in a row and when to try again.
    public Peer withAttempts(int failedInARow, Optional<Instant> next) {
        return new Peer(id, endpoint, status, statusSince, ban, services, userAgent, protocolVersion, startHeight, lastSeen, failedInARow, next, source);
    }

    @Override
    public String toString() {
        return "Peer[" + endpoint + " " + status + " " + id + "]";
    }
}
