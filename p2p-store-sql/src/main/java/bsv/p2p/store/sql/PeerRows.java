package bsv.p2p.store.sql;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// How peers and bans lie in their columns. What reads a row that makes no sense gets an IllegalArgumentException.
final class PeerRows {
    static final String PEER_COLUMNS = "id, ip, port, status, status_since, services, user_agent, protocol_version, start_height, last_seen, "
            + "attempts, next_attempt, source, ban_target, ban_kind, ban_expected, ban_text, ban_since, ban_until";
    static final String BAN_COLUMNS = "target, kind, expected, text, since, until";
    private static final long NANOS = 1_000_000_000;

    private PeerRows() {}

    /// Sets the parameters 1 to 19, in the order of the columns.
    static void set(PreparedStatement row, Peer peer) throws SQLException {
        row.setString(1, peer.id().toString());
        row.setString(2, peer.ip().toString());
        row.setInt(3, peer.port());
        row.setString(4, peer.status().name());
        row.setLong(5, nanos(peer.statusSince()));
        row.setLong(6, peer.services());
        row.setString(7, SqlText.encode(peer.userAgent()));
        row.setInt(8, peer.protocolVersion());
        row.setInt(9, peer.startHeight());
        setTime(row, 10, peer.lastSeen());
        row.setInt(11, peer.attempts());
        setTime(row, 12, peer.nextAttempt());
        row.setString(13, SqlText.encode(peer.source()));
        setBan(row, 14, peer.ban());
    }

    static Peer peer(ResultSet row) throws SQLException {
        return new Peer(UUID.fromString(text(row, "id")), new Endpoint(IpAddress.parse(text(row, "ip")), row.getInt("port")),
                PeerStatus.valueOf(text(row, "status")), time(row.getLong("status_since")), optionalText(row, "ban_target").isEmpty() ? Optional.empty() : Optional.of(ban(row, "ban_")),
                row.getLong("services"), SqlText.decode(text(row, "user_agent")), row.getInt("protocol_version"), row.getInt("start_height"),
                optionalTime(row, "last_seen"), row.getInt("attempts"), optionalTime(row, "next_attempt"), SqlText.decode(text(row, "source")));
    }

    /// Sets the parameters 1 to 6, in the order of the columns.
    static void set(PreparedStatement row, Ban ban) throws SQLException {
        setBan(row, 1, Optional.of(ban));
    }

    static Ban ban(ResultSet row) throws SQLException {
        return ban(row, "");
    }

    private static Ban ban(ResultSet row, String prefix) throws SQLException {
        var text = SqlText.decode(text(row, prefix + "text"));
        var reason = switch (text(row, prefix + "kind")) {
            case "network_mismatch" -> new BanReason.NetworkMismatch(Magic.parse(text(row, prefix + "expected")), Magic.parse(text));
            case "blockchain_mismatch" -> new BanReason.BlockchainMismatch(text);
            case "banned_user_agent" -> new BanReason.BannedUserAgent(text);
            case "misbehavior" -> new BanReason.Misbehavior(text);
            case "manual" -> new BanReason.Manual(text);
            default -> throw new IllegalArgumentException("no such kind of ban");
        };
        return new Ban(Cidr.parse(text(row, prefix + "target")), reason, time(row.getLong(prefix + "since")), optionalTime(row, prefix + "until"));
    }

    private static void setBan(PreparedStatement row, int first, Optional<Ban> ban) throws SQLException {
        var reason = ban.map(Ban::reason);
        setText(row, first, ban.map(given -> given.target().toString()));
        setText(row, first + 1, reason.map(PeerRows::kind));
        setText(row, first + 2, reason.flatMap(given -> given instanceof BanReason.NetworkMismatch mismatch ? Optional.of(mismatch.expected().toString()) : Optional.empty()));
        setText(row, first + 3, reason.map(PeerRows::textOf).map(SqlText::encode));
        setTime(row, first + 4, ban.map(Ban::since));
        setTime(row, first + 5, ban.flatMap(Ban::until));
    }

    private static String kind(BanReason reason) {
        return switch (reason) {
            case BanReason.NetworkMismatch _ -> "network_mismatch";
            case BanReason.BlockchainMismatch _ -> "blockchain_mismatch";
            case BanReason.BannedUserAgent _ -> "banned_user_agent";
            case BanReason.Misbehavior _ -> "misbehavior";
            case BanReason.Manual _ -> "manual";
        };
    }

    private static String textOf(BanReason reason) {
        return switch (reason) {
            case BanReason.NetworkMismatch(_, var received) -> received.toString();
            case BanReason.BlockchainMismatch(var received) -> received;
            case BanReason.BannedUserAgent(var userAgent) -> userAgent;
            case BanReason.Misbehavior(var what) -> what;
            case BanReason.Manual(var note) -> note;
        };
    }

    private static void setText(PreparedStatement row, int index, Optional<String> text) throws SQLException {
        if (text.isPresent()) row.setString(index, text.get());
        else row.setNull(index, Types.VARCHAR);
    }

    private static void setTime(PreparedStatement row, int index, Optional<Instant> time) throws SQLException {
        if (time.isPresent()) row.setLong(index, nanos(time.get()));
        else row.setNull(index, Types.BIGINT);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return optionalText(row, column).orElseThrow(() -> new IllegalArgumentException("it has no " + column));
    }

    private static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<Instant> optionalTime(ResultSet row, String column) throws SQLException {
        long nanos = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(time(nanos));
    }

    /// Nanoseconds since 1970; times that do not fit (before 1677, after 2262) become the first or the last that does.
    static long nanos(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
        } catch (ArithmeticException _) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    private static Instant time(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }
}
