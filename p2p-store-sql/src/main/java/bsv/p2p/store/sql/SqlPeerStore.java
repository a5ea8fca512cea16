package bsv.p2p.store.sql;

import bsv.p2p.api.error.DuplicatePeer;
import bsv.p2p.api.error.PeerNotFound;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.SharedPeerStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A [SharedPeerStore] on a [Database]. Streams read a page at a time and hold nothing between pages. A row that makes no sense is passed over,
/// with one warning.
final class SqlPeerStore implements SharedPeerStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqlPeerStore.class);
    private static final int PAGE = 500;
    private static final int ROWS_AT_ONCE = 500;

    private static final String SELECT = "select " + PeerRows.PEER_COLUMNS + " from peer where ";
    private static final String INSERT = "insert into peer (" + PeerRows.PEER_COLUMNS + ") values (?" + ", ?".repeat(18) + ") on conflict do nothing";
    /// Adds or replaces a row unless its ip:port is another's.
    private static final String PUT = "insert into peer (" + PeerRows.PEER_COLUMNS + ") select ?" + ", ?".repeat(18)
            + " where not exists (select 1 from peer where ip = ? and port = ? and id <> ?) on conflict (id) do update set "
            + assignments(PeerRows.PEER_COLUMNS);
    private static final String PUT_BAN = "insert into ban (" + PeerRows.BAN_COLUMNS + ") values (?" + ", ?".repeat(5) + ") on conflict (target) do update set "
            + assignments(PeerRows.BAN_COLUMNS);

    private final Database database;
    private final AtomicBoolean warned = new AtomicBoolean();

    SqlPeerStore(Database database) {
        this.database = database;
    }

    @Override
    public void create(Peer peer) {
        database.write(connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                PeerRows.set(insert, peer);
                if (insert.executeUpdate() == 1) return true;
            }
            throw new DuplicatePeer(exists(connection, peer.id()) ? "id " + peer.id() : "address " + peer.endpoint());
        });
    }

    @Override
    public Optional<Peer> read(UUID id) {
        return database.read(connection -> one(connection, SELECT + "id = ?", query -> query.setString(1, id.toString())));
    }

    @Override
    public void update(Peer peer) {
        database.write(connection -> {
            if (!exists(connection, peer.id())) throw new PeerNotFound(peer.id());
            if (put(connection, List.of(peer)) == 0) throw new DuplicatePeer("address " + peer.endpoint());
            return true;
        });
    }

    @Override
    public boolean delete(UUID id) {
        return database.write(connection -> delete(connection, "delete from peer where id = ?", id.toString()));
    }

    @Override
    public Stream<Peer> listAll() {
        return pages(after -> page(SELECT + "id > ? order by id limit " + PAGE, query -> query.setString(1, after)));
    }

    @Override
    public Stream<Peer> findByStatus(PeerStatus status) {
        return pages(after -> page(SELECT + "status = ? and id > ? order by id limit " + PAGE, query -> {
            query.setString(1, status.name());
            query.setString(2, after);
        }));
    }

    @Override
    public Optional<Peer> findByIpPort(Endpoint endpoint) {
        return database.read(connection -> one(connection, SELECT + "ip = ? and port = ?", query -> {
            query.setString(1, endpoint.ip().toString());
            query.setInt(2, endpoint.port());
        }));
    }

    @Override
    public long countByStatus(PeerStatus status) {
        return database.read(connection -> {
            try (var query = connection.prepareStatement("select count(*) from peer where status = ?")) {
                query.setString(1, status.name());
                try (var found = query.executeQuery()) {
                    return found.next() ? found.getLong(1) : 0;
                }
            }
        });
    }

    @Override
    public int batch(List<Peer> peers) {
        var all = List.copyOf(peers);
        return database.write(connection -> put(connection, all));
    }

    @Override
    public List<Peer> claim(PeerStatus status, int most, Instant now, Duration hold) {
        return database.writeBesideOthers(connection -> Claims.claim(connection, database.passingOverLocked(), status, most, now, hold,
                row -> read(row, PeerRows::peer)));
    }

    @Override
    public void release(UUID id) {
        database.writeBesideOthers(connection -> Claims.release(connection, id));
    }

    @Override
    public void putBan(Ban ban) {
        database.writeDurably(connection -> {
            try (var insert = connection.prepareStatement(PUT_BAN)) {
                PeerRows.set(insert, ban);
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public boolean removeBan(Cidr target) {
        return database.writeDurably(connection -> delete(connection, "delete from ban where target = ?", target.toString()));
    }

    @Override
    public List<Ban> bans() {
        return database.read(connection -> {
            var bans = new ArrayList<Ban>();
            try (var query = connection.prepareStatement("select " + PeerRows.BAN_COLUMNS + " from ban"); var found = query.executeQuery()) {
                while (found.next()) read(found, PeerRows::ban).ifPresent(bans::add);
            }
            return List.copyOf(bans);
        });
    }

    @Override
    public void flush() {
        database.flush();
    }

    @Override
    public void close() {
        database.close();
    }

    private static int put(Connection connection, List<Peer> peers) throws SQLException {
        int taken = 0;
        try (var statement = connection.prepareStatement(PUT)) {
            int waiting = 0;
            for (var peer : peers) {
                PeerRows.set(statement, peer);
                statement.setString(20, peer.ip().toString());
                statement.setInt(21, peer.port());
                statement.setString(22, peer.id().toString());
                statement.addBatch();
                if (++waiting % ROWS_AT_ONCE == 0) taken += IntStream.of(statement.executeBatch()).sum();
            }
            return taken + IntStream.of(statement.executeBatch()).sum();
        }
    }

    private static boolean exists(Connection connection, UUID id) throws SQLException {
        try (var query = connection.prepareStatement("select 1 from peer where id = ?")) {
            query.setString(1, id.toString());
            try (var found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    private static boolean delete(Connection connection, String command, String key) throws SQLException {
        try (var delete = connection.prepareStatement(command)) {
            delete.setString(1, key);
            return delete.executeUpdate() == 1;
        }
    }

    /// Some peers in the order of their ids.
    ///
    /// @param last the id of the last row read; empty after the last page
    private record Page(List<Peer> peers, Optional<String> last) {}

    private static Stream<Peer> pages(Function<String, Page> after) {
        return Stream.iterate(Optional.of(after.apply("")), Optional::isPresent, page -> page.flatMap(Page::last).map(after))
                .flatMap(page -> page.orElseThrow().peers().stream());
    }

    private Page page(String select, Parameters parameters) {
        return database.read(connection -> {
            var peers = new ArrayList<Peer>();
            var last = Optional.<String>empty();
            try (var query = connection.prepareStatement(select)) {
                parameters.set(query);
                try (var found = query.executeQuery()) {
                    int rows = 0;
                    while (found.next()) {
                        read(found, PeerRows::peer).ifPresent(peers::add);
                        if (++rows == PAGE) last = Optional.of(found.getString("id"));
                    }
                }
            }
            return new Page(peers, last);
        });
    }

    private Optional<Peer> one(Connection connection, String select, Parameters parameters) throws SQLException {
        try (var query = connection.prepareStatement(select)) {
            parameters.set(query);
            try (var found = query.executeQuery()) {
                return found.next() ? read(found, PeerRows::peer) : Optional.empty();
            }
        }
    }

    private <T> Optional<T> read(ResultSet row, Row<T> reader) throws SQLException {
        try {
            return Optional.of(reader.read(row));
        } catch (IllegalArgumentException wrong) {
            if (warned.compareAndSet(false, true)) {
                LOG.atWarn().addKeyValue("path", database).addKeyValue("reason", String.valueOf(wrong.getMessage()).replaceAll("[^ -~]+", "?"))
                        .log("peer database has rows that make no sense, they are passed over");
            }
            return Optional.empty();
        }
    }

    private static String assignments(String columns) {
        return columns.replaceAll("(\\w+)", "$1 = excluded.$1");
    }

    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    /// How one row is read.
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
