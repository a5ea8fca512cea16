package bsv.p2p.store.sql;

import bsv.p2p.api.peer.Peer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Adds or replaces many peers by one command, whose parameters are arrays.
///
/// That is the same as one after the other if no two of them have an id or an ip:port in common and none wants what is another's. The
/// database finds the latter out by itself: then those are taken out whose ip:port belongs to somebody who is not among them; and if it
/// belongs to somebody who is, and who may move away, they are written one after the other.
final class ArrayUpserts implements Upserts {
    private static final int CHUNK = 1_000;
    /// The SQL state of a violated unique index.
    private static final String DUPLICATE = "23505";

    private static final List<Column> WANTED = List.of(Column.text("id"), Column.text("ip"), Column.number("port"));
    private static final String OWNERS = """
            select wanted.id, peer.id from unnest(?::text[], ?::text[], ?::bigint[]) as wanted(id, ip, port)
            join peer on peer.ip = wanted.ip and peer.port = wanted.port where peer.id <> wanted.id""";

    private final Table<Peer> peers;
    private final Upserts oneByOne;
    private final String putChunk;

    /// In one table.
    ///
    /// @param oneByOne what to do where arrays will not do
    ArrayUpserts(Table<Peer> peers, Upserts oneByOne) {
        this.peers = peers;
        this.oneByOne = oneByOne;
        putChunk = "insert into peer (" + peers.names() + ") select * from unnest(" + peers.columns().stream().map(ArrayUpserts::array).collect(Collectors.joining(", ")) + ")"
                + peers.orReplace();
    }

    private static String array(Column column) {
        return column.isNumber() ? "?::bigint[]" : "?::text[]";
    }

    @Override
    public int put(Session session, List<Peer> all) throws SQLException {
        int taken = 0;
        for (int from = 0; from < all.size(); from += CHUNK) {
            var chunk = all.subList(from, Math.min(from + CHUNK, all.size()));
            taken += chunk.size() > 1 && isOfStrangers(chunk) ? putChunk(session, chunk) : oneByOne.put(session, chunk);
        }
        return taken;
    }

    private static boolean isOfStrangers(List<Peer> chunk) {
        return chunk.stream().map(Peer::id).distinct().count() == chunk.size() && chunk.stream().map(Peer::endpoint).distinct().count() == chunk.size();
    }

    private int putChunk(Session session, List<Peer> chunk) throws SQLException {
        var before = session.connection().setSavepoint();
        try {
            int taken = putArrays(session, chunk);
            session.connection().releaseSavepoint(before);
            return taken;
        } catch (SQLException failed) {
            if (!DUPLICATE.equals(failed.getSQLState())) throw failed;
            session.connection().rollback(before);
        }
        var owners = owners(session, chunk);
        var ids = chunk.stream().map(peer -> peer.id().toString()).collect(Collectors.toSet());
        if (owners.values().stream().anyMatch(ids::contains)) return oneByOne.put(session, chunk);
        return putArrays(session, chunk.stream().filter(peer -> !owners.containsKey(peer.id().toString())).toList());
    }

    private int putArrays(Session session, List<Peer> chunk) throws SQLException {
        if (chunk.isEmpty()) return 0;
        return arrays(session, session.prepared(putChunk), peers.columns(), chunk.stream().map(peers::row).toList()).executeUpdate();
    }

    /// Whose ip:port the peers want that is another's, and whose it is.
    private Map<String, String> owners(Session session, List<Peer> chunk) throws SQLException {
        var owners = new HashMap<String, String>();
        List<@Nullable Object[]> wanted = new ArrayList<>();
        for (var peer : chunk) wanted.add(new Object[] {peer.id().toString(), peer.ip().toString(), (long) peer.port()});
        try (var found = arrays(session, session.prepared(OWNERS), WANTED, wanted).executeQuery()) {
            while (found.next()) owners.put(found.getString(1), found.getString(2));
        }
        return owners;
    }

    /// Sets parameters to arrays, one for each column.
    private static PreparedStatement arrays(Session session, PreparedStatement statement, List<Column> columns, List<@Nullable Object[]> rows) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            boolean isNumber = columns.get(i).isNumber();
            @Nullable Object[] values = isNumber ? new Long[rows.size()] : new String[rows.size()];
            for (int row = 0; row < values.length; row++) values[row] = rows.get(row)[i];
            statement.setArray(i + 1, session.connection().createArrayOf(isNumber ? "bigint" : "text", values));
        }
        return statement;
    }
}
