package bsv.p2p.bench.store;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/// What one would write with JDBC alone, and write well: one connection, statements prepared once, an upsert in batches, a commit for each
/// batch. The columns are those of the store `sql`, the indexes those that the same look-ups need; no claims, no checksums, no migrations, no
/// other process, no question whether an ip:port is another's. It trusts what it reads.
final class PlainJdbc implements AutoCloseable {
    private static final int COLUMNS = 19;
    private static final String NAMES = "id, ip, port, status, status_since, services, user_agent, protocol_version, start_height, last_seen, attempts, next_attempt, source, "
            + "ban_target, ban_kind, ban_expected, ban_text, ban_since, ban_until";

    private final Connection connection;
    private final PreparedStatement put;
    private final PreparedStatement byId;
    private final PreparedStatement byAddress;

    /// Connects, and makes the table.
    PlainJdbc(String url, String user) throws SQLException {
        var properties = new Properties();
        if (!user.isEmpty()) properties.setProperty("user", user);
        connection = DriverManager.getConnection(url, properties);
        try (var statement = connection.createStatement()) {
            // Peers need not wait for the medium, as in the store.
            if (url.startsWith("jdbc:sqlite:")) {
                statement.execute("pragma journal_mode = wal");
                statement.execute("pragma synchronous = normal");
            } else {
                statement.execute("set synchronous_commit = off");
            }
            statement.execute("""
                    create table plain (id text not null primary key, ip text not null, port integer not null, status text not null, status_since bigint not null,
                    services bigint not null, user_agent text not null, protocol_version integer not null, start_height integer not null, last_seen bigint,
                    attempts integer not null, next_attempt bigint, source text not null, ban_target text, ban_kind text, ban_expected text, ban_text text,
                    ban_since bigint, ban_until bigint, unique (ip, port))""");
            statement.execute("create index plain_by_status on plain (status, id)");
        }
        connection.setAutoCommit(false);
        var replace = NAMES.replaceAll("(\\w+)", "$1 = excluded.$1");
        put = connection.prepareStatement("insert into plain (" + NAMES + ") values (?" + ", ?".repeat(COLUMNS - 1) + ") on conflict (id) do update set " + replace);
        byId = connection.prepareStatement("select " + NAMES + " from plain where id = ?");
        byAddress = connection.prepareStatement("select " + NAMES + " from plain where ip = ? and port = ?");
    }

    void put(List<Peer> batch) throws SQLException {
        for (var peer : batch) {
            set(peer);
            put.addBatch();
        }
        put.executeBatch();
        connection.commit();
    }

    /// As a program that looks things up would have it: outside of transactions.
    void lookUpOnly(boolean only) throws SQLException {
        connection.setAutoCommit(only);
    }

    Optional<Peer> read(UUID id) throws SQLException {
        byId.setString(1, id.toString());
        return one(byId);
    }

    Optional<Peer> find(Endpoint endpoint) throws SQLException {
        byAddress.setString(1, endpoint.ip().toString());
        byAddress.setInt(2, endpoint.port());
        return one(byAddress);
    }

    private void set(Peer peer) throws SQLException {
        put.setString(1, peer.id().toString());
        put.setString(2, peer.ip().toString());
        put.setInt(3, peer.port());
        put.setString(4, peer.status().name());
        put.setLong(5, nanos(peer.statusSince()));
        put.setLong(6, peer.services());
        put.setString(7, peer.userAgent());
        put.setInt(8, peer.protocolVersion());
        put.setInt(9, peer.startHeight());
        put.setObject(10, peer.lastSeen().map(PlainJdbc::nanos).orElse(null));
        put.setInt(11, peer.attempts());
        put.setObject(12, peer.nextAttempt().map(PlainJdbc::nanos).orElse(null));
        put.setString(13, peer.source());
        var ban = peer.ban();
        put.setString(14, ban.map(some -> some.target().toString()).orElse(null));
        put.setString(15, ban.isPresent() ? "misbehavior" : null);
        put.setString(16, null);
        put.setString(17, ban.map(some -> some.reason().describe()).orElse(null));
        put.setObject(18, ban.map(some -> nanos(some.since())).orElse(null));
        put.setObject(19, ban.flatMap(Ban::until).map(PlainJdbc::nanos).orElse(null));
    }

    private static Optional<Peer> one(PreparedStatement query) throws SQLException {
        try (var found = query.executeQuery()) {
            return found.next() ? Optional.of(peer(found)) : Optional.empty();
        }
    }

    private static Peer peer(ResultSet row) throws SQLException {
        var target = row.getString(14);
        Optional<Ban> ban = target == null ? Optional.empty()
                : Optional.of(new Ban(Cidr.parse(target), new BanReason.Misbehavior(row.getString(17)), time(row.getLong(18)), maybeTime(row, 19)));
        return new Peer(UUID.fromString(row.getString(1)), new Endpoint(IpAddress.parse(row.getString(2)), row.getInt(3)), PeerStatus.valueOf(row.getString(4)),
                time(row.getLong(5)), ban, row.getLong(6), row.getString(7), row.getInt(8), row.getInt(9), maybeTime(row, 10), row.getInt(11), maybeTime(row, 12),
                row.getString(13));
    }

    private static Optional<Instant> maybeTime(ResultSet row, int column) throws SQLException {
        long nanos = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(time(nanos));
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }

    private static Instant time(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000), Math.floorMod(nanos, 1_000_000_000));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
