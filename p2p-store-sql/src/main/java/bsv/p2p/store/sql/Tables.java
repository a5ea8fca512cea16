package bsv.p2p.store.sql;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How peers and bans lie in their columns.
final class Tables {
    private static final long NANOS = 1_000_000_000;
    private static final List<Column> BAN = List.of(Column.text("target"), Column.text("kind"), Column.text("expected"), Column.text("text"),
            Column.number("since"), Column.number("until"));
    private static final List<Column> PEER = List.of(Column.text("id"), Column.text("ip"), Column.number("port"), Column.text("status"),
            Column.number("status_since"), Column.number("services"), Column.text("user_agent"), Column.number("protocol_version"),
            Column.number("start_height"), Column.number("last_seen"), Column.number("attempts"), Column.number("next_attempt"), Column.text("source"));

    private Tables() {}

    /// The table of peers. The ban of a banned peer lies in its last columns.
    static Table<Peer> peers(boolean areSummed) {
        var columns = new ArrayList<>(PEER);
        for (var column : BAN) columns.add(new Column("ban_" + column.name(), column.isNumber()));
        return new Table<>("peer", columns, Tables::row, Tables::peer, areSummed);
    }

    static Table<Ban> bans(boolean areSummed) {
        return new Table<>("ban", BAN, Tables::row, row -> ban(row, 0), areSummed);
    }

    private static @Nullable Object[] row(Peer peer) {
        @Nullable Object[] row = new Object[PEER.size() + BAN.size()];
        row[0] = peer.id().toString();
        row[1] = peer.ip().toString();
        row[2] = (long) peer.port();
        row[3] = peer.status().name();
        row[4] = nanos(peer.statusSince());
        row[5] = peer.services();
        row[6] = SqlText.encode(peer.userAgent());
        row[7] = (long) peer.protocolVersion();
        row[8] = (long) peer.startHeight();
        row[9] = peer.lastSeen().map(Tables::nanos).orElse(null);
        row[10] = (long) peer.attempts();
        row[11] = peer.nextAttempt().map(Tables::nanos).orElse(null);
        row[12] = SqlText.encode(peer.source());
        if (peer.ban().isPresent()) System.arraycopy(row(peer.ban().get()), 0, row, PEER.size(), BAN.size());
        return row;
    }

    private static Peer peer(@Nullable Object[] row) {
        return new Peer(UUID.fromString(text(row, 0)), new Endpoint(IpAddress.parse(text(row, 1)), smallNumber(row, 2)), PeerStatus.valueOf(text(row, 3)),
                time(number(row, 4)), row[PEER.size()] == null ? Optional.empty() : Optional.of(ban(row, PEER.size())), number(row, 5), SqlText.decode(text(row, 6)),
                smallNumber(row, 7), smallNumber(row, 8), maybeTime(row, 9), smallNumber(row, 10), maybeTime(row, 11), SqlText.decode(text(row, 12)));
    }

    private static @Nullable Object[] row(Ban ban) {
        return new Object[] {ban.target().toString(), kind(ban.reason()), ban.reason() instanceof BanReason.NetworkMismatch mismatch ? mismatch.expected().toString() : null,
            SqlText.encode(textOf(ban.reason())), nanos(ban.since()), ban.until().map(Tables::nanos).orElse(null)};
    }

    private static Ban ban(@Nullable Object[] row, int first) {
        var text = SqlText.decode(text(row, first + 3));
        var reason = switch (text(row, first + 1)) {
            case "network_mismatch" -> new BanReason.NetworkMismatch(Magic.parse(text(row, first + 2)), Magic.parse(text));
            case "blockchain_mismatch" -> new BanReason.BlockchainMismatch(text);
            case "banned_user_agent" -> new BanReason.BannedUserAgent(text);
            case "misbehavior" -> new BanReason.Misbehavior(text);
            case "manual" -> new BanReason.Manual(text);
            default -> throw new IllegalArgumentException("no such kind of ban");
        };
        return new Ban(Cidr.parse(text(row, first)), reason, time(number(row, first + 4)), maybeTime(row, first + 5));
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

    private static String text(@Nullable Object[] row, int index) {
        if (row[index] instanceof String text) return text;
        throw new IllegalArgumentException("it lacks a text");
    }

    private static long number(@Nullable Object[] row, int index) {
        if (row[index] instanceof Long number) return number;
        throw new IllegalArgumentException("it lacks a number");
    }

    private static int smallNumber(@Nullable Object[] row, int index) {
        long number = number(row, index);
        if (number != (int) number) throw new IllegalArgumentException("it has a number that is too large");
        return (int) number;
    }

    private static Optional<Instant> maybeTime(@Nullable Object[] row, int index) {
        return row[index] instanceof Long nanos ? Optional.of(time(nanos)) : Optional.empty();
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
