package bsv.p2p.store.sql;

import bsv.p2p.api.peer.Peer;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Adds or replaces peers one after the other, each by the cheapest command that will do: one for a known peer of which nothing has
/// changed that an index has, one for a new peer, one for any. It tries, and begins with what the last peer was.
final class RowUpserts implements Upserts {
    private static final List<String> INDEXED = List.of("id", "ip", "port", "status");

    private final Table<Peer> peers;
    /// Where in a row the parameters of [#change] are.
    private final int[] changing;
    private final String change;
    private final String add;
    private final String put;

    RowUpserts(Table<Peer> peers) {
        this.peers = peers;
        var names = peers.columns().stream().map(Column::name).toList();
        var others = names.stream().filter(name -> !INDEXED.contains(name)).toList();
        changing = IntStream.concat(others.stream().mapToInt(names::indexOf), INDEXED.stream().mapToInt(names::indexOf)).toArray();
        change = "update peer set " + others.stream().map(name -> name + " = ?").collect(Collectors.joining(", ")) + " where id = ? and ip = ? and port = ? and status = ?";
        add = "insert into peer (" + peers.names() + ") values (" + peers.marks() + ") on conflict do nothing";
        put = "insert into peer (" + peers.names() + ") select " + peers.marks() + " where not exists (select 1 from peer where ip = ? and port = ? and id <> ?)" + peers.orReplace();
    }

    @Override
    public int put(Session session, List<Peer> all) throws SQLException {
        int taken = 0;
        boolean isKnown = true;
        for (var peer : all) {
            var row = peers.row(peer);
            boolean done = isKnown ? change(session, row) : add(session, row);
            if (!done) {
                done = isKnown ? add(session, row) : change(session, row);
                if (done) isKnown = !isKnown;
            }
            if (done || putAny(session, peer, row)) taken++;
        }
        return taken;
    }

    /// Adds a peer.
    ///
    /// @return false if its id or its ip:port is there already; nothing has changed then
    boolean add(Session session, @Nullable Object[] row) throws SQLException {
        var statement = session.prepared(add);
        peers.set(statement, row);
        return statement.executeUpdate() == 1;
    }

    private boolean change(Session session, @Nullable Object[] row) throws SQLException {
        var statement = session.prepared(change);
        for (int i = 0; i < changing.length; i++) peers.set(statement, i + 1, changing[i], row);
        return statement.executeUpdate() == 1;
    }

    private boolean putAny(Session session, Peer peer, @Nullable Object[] row) throws SQLException {
        var statement = session.prepared(put);
        peers.set(statement, row);
        int last = peers.width();
        statement.setString(last + 1, peer.ip().toString());
        statement.setInt(last + 2, peer.port());
        statement.setString(last + 3, peer.id().toString());
        return statement.executeUpdate() == 1;
    }
}
