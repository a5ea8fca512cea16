package bsv.p2p.store.sql;

import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Who may dial or crawl a peer: a time in its row, until which it is somebody's. Everything here happens within the transaction of the
/// caller, and waits for no other: rows that another has locked are passed over, so that no two ever wait for each other.
final class Claims {
    private final String claimDue;
    private final String claimOne;
    private final String renewOne;

    /// Claims in one table.
    ///
    /// @param passingOverLocked see [Dialect#passingOverLocked()]
    Claims(Table<Peer> peers, String passingOverLocked) {
        // The common table is read once, whatever the planner makes of the rest; the index has the rows in the order of their claims.
        claimDue = """
                with due as materialized (
                    select id from peer where status = ? and claimed_until <= ? and (next_attempt is null or next_attempt <= ?)
                    order by claimed_until limit ?%s
                )
                update peer set claimed_until = ? where id in (select id from due) returning %s""".formatted(passingOverLocked, peers.names());
        renewOne = "update peer set claimed_until = ? where id in (select id from peer where id = ?%s)".formatted(passingOverLocked);
        claimOne = "update peer set claimed_until = ? where id in (select id from peer where id = ? and claimed_until <= ?%s)".formatted(passingOverLocked);
    }

    /// How a row becomes a peer, if it makes sense.
    @FunctionalInterface
    interface Reader {
        Optional<Peer> read(ResultSet row) throws SQLException;
    }

    /// Takes peers that are due, see [bsv.p2p.api.spi.SharedPeerStore#claim(PeerStatus, int, Instant, Duration)].
    List<Peer> claim(Session session, PeerStatus status, int most, Instant now, Duration hold, Reader reader) throws SQLException {
        if (most <= 0) throw new IllegalArgumentException("expected to claim at least one peer, found " + most);
        checkPositive(hold);
        var peers = new ArrayList<Peer>();
        var update = session.prepared(claimDue);
        update.setString(1, status.name());
        update.setLong(2, Tables.nanos(now));
        update.setLong(3, Tables.nanos(now));
        update.setInt(4, most);
        update.setLong(5, Tables.nanos(now.plus(hold)));
        try (var claimed = update.executeQuery()) {
            while (claimed.next()) reader.read(claimed).ifPresent(peers::add);
        }
        return List.copyOf(peers);
    }

    /// Takes these peers, but for those that are claimed.
    ///
    /// @return those taken
    Set<UUID> claim(Session session, Collection<UUID> ids, Instant now, Duration hold) throws SQLException {
        checkPositive(hold);
        var taken = new HashSet<UUID>();
        var update = session.prepared(claimOne);
        for (var id : ids) {
            update.setLong(1, Tables.nanos(now.plus(hold)));
            update.setString(2, id.toString());
            update.setLong(3, Tables.nanos(now));
            if (update.executeUpdate() == 1) taken.add(id);
        }
        return Set.copyOf(taken);
    }

    /// Has claims last longer.
    boolean renew(Session session, Collection<UUID> ids, Instant now, Duration hold) throws SQLException {
        checkPositive(hold);
        var update = session.prepared(renewOne);
        for (var id : ids) {
            update.setLong(1, Tables.nanos(now.plus(hold)));
            update.setString(2, id.toString());
            update.executeUpdate();
        }
        return true;
    }

    static boolean release(Session session, UUID id) throws SQLException {
        var update = session.prepared("update peer set claimed_until = 0 where id = ?");
        update.setString(1, id.toString());
        return update.executeUpdate() == 1;
    }

    /// Ends all claims there are: nobody is there whose they could be.
    static void releaseAll(Session session) throws SQLException {
        var update = session.prepared("update peer set claimed_until = 0 where status = ? and claimed_until > 0");
        for (var status : PeerStatus.values()) {
            update.setString(1, status.name());
            update.executeUpdate();
        }
    }

    private static void checkPositive(Duration hold) {
        if (!hold.isPositive()) throw new IllegalArgumentException("expected to hold a claim for some time, found " + hold);
    }
}
