package bsv.p2p.store.sql;

import bsv.p2p.api.error.DuplicatePeer;
import bsv.p2p.api.error.PeerNotFound;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.SharedPeerStore;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// A [SharedPeerStore] on a [Database].
final class SqlPeerStore implements SharedPeerStore {
    private final Database database;
    private final Table<Peer> peers;
    private final Table<Ban> bans;
    private final RowReader reader;
    private final PeerPages pages;
    private final RowUpserts rows;
    private final Upserts upserts;
    private final Claims claims;
    private final String selectById;
    private final String selectByAddress;
    private final String selectBans;
    private final String putBan;

    SqlPeerStore(Database database) {
        this.database = database;
        var dialect = database.dialect();
        peers = Tables.peers(dialect.sumsRows());
        bans = Tables.bans(dialect.sumsRows());
        reader = new RowReader(database);
        pages = new PeerPages(database, peers, reader);
        rows = new RowUpserts(peers);
        upserts = dialect.takesArrays() ? new ArrayUpserts(peers, rows) : rows;
        claims = new Claims(peers, dialect.passingOverLocked());
        var select = "select " + peers.names() + " from peer where ";
        selectById = select + "id = ?";
        selectByAddress = select + "ip = ? and port = ?";
        selectBans = "select " + bans.names() + " from ban";
        putBan = bans.upsert();
    }

    @Override
    public void create(Peer peer) {
        database.write(session -> {
            if (rows.add(session, peers.row(peer))) return true;
            throw new DuplicatePeer(exists(session, peer.id()) ? "id " + peer.id() : "address " + peer.endpoint());
        });
    }

    @Override
    public Optional<Peer> read(UUID id) {
        return one(selectById, query -> query.setString(1, id.toString()));
    }

    @Override
    public void update(Peer peer) {
        database.write(session -> {
            if (!exists(session, peer.id())) throw new PeerNotFound(peer.id());
            if (rows.put(session, List.of(peer)) == 0) throw new DuplicatePeer("address " + peer.endpoint());
            return true;
        });
    }

    @Override
    public boolean delete(UUID id) {
        return database.write(session -> delete(session, "delete from peer where id = ?", id.toString()));
    }

    @Override
    public Stream<Peer> listAll() {
        return pages.all();
    }

    @Override
    public Stream<Peer> findByStatus(PeerStatus status) {
        return pages.ofStatus(status);
    }

    @Override
    public Optional<Peer> findByIpPort(Endpoint endpoint) {
        return one(selectByAddress, query -> {
            query.setString(1, endpoint.ip().toString());
            query.setInt(2, endpoint.port());
        });
    }

    @Override
    public long countByStatus(PeerStatus status) {
        return database.read(session -> {
            var query = session.prepared("select count(*) from peer where status = ?");
            query.setString(1, status.name());
            try (var found = query.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        });
    }

    @Override
    public int batch(List<Peer> some) {
        var all = List.copyOf(some);
        return database.write(session -> upserts.put(session, all));
    }

    @Override
    public List<Peer> claim(PeerStatus status, int most, Instant now, Duration hold) {
        return database.writeBesideOthers(session -> claims.claim(session, status, most, now, hold, row -> reader.read(row, peers)));
    }

    @Override
    public Set<UUID> claim(Collection<UUID> ids, Instant now, Duration hold) {
        return database.writeBesideOthers(session -> claims.claim(session, ids, now, hold));
    }

    @Override
    public void renew(Collection<UUID> ids, Instant now, Duration hold) {
        database.writeBesideOthers(session -> claims.renew(session, ids, now, hold));
    }

    @Override
    public void release(UUID id) {
        database.writeBesideOthers(session -> Claims.release(session, id));
    }

    @Override
    public void putBan(Ban ban) {
        database.writeDurably(session -> {
            var statement = session.prepared(putBan);
            bans.set(statement, bans.row(ban));
            return statement.executeUpdate();
        });
    }

    @Override
    public boolean removeBan(Cidr target) {
        return database.writeDurably(session -> delete(session, "delete from ban where target = ?", target.toString()));
    }

    @Override
    public List<Ban> bans() {
        return database.read(session -> {
            var all = new ArrayList<Ban>();
            try (var found = session.prepared(selectBans).executeQuery()) {
                while (found.next()) reader.read(found, bans).ifPresent(all::add);
            }
            return List.copyOf(all);
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

    private static boolean exists(Session session, UUID id) throws SQLException {
        var query = session.prepared("select 1 from peer where id = ?");
        query.setString(1, id.toString());
        try (var found = query.executeQuery()) {
            return found.next();
        }
    }

    private static boolean delete(Session session, String command, String key) throws SQLException {
        var delete = session.prepared(command);
        delete.setString(1, key);
        return delete.executeUpdate() == 1;
    }

    private Optional<Peer> one(String sql, Parameters parameters) {
        return database.read(session -> {
            var query = session.prepared(sql);
            parameters.set(query);
            try (var found = query.executeQuery()) {
                return found.next() ? reader.read(found, peers) : Optional.empty();
            }
        });
    }

    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }
}
