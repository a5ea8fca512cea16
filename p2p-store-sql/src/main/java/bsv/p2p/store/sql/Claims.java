package bsv.p2p.store.sql;

import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Who may dial or crawl a peer: a time in its row, until which it is somebody's.
final class Claims {
    /// The common table is read once, whatever the planner makes of the rest; the index has the rows in the order of their claims.
    private static final String CLAIM = """
            with due as materialized (
                select id from peer where status = ? and claimed_until <= ? and (next_attempt is null or next_attempt <= ?)
                order by claimed_until limit ?%s
            )
            update peer set claimed_until = ? where id in (select id from due) returning\s""" + PeerRows.PEER_COLUMNS;

    private Claims() {}

    /// Takes peers that are due, see [bsv.p2p.api.spi.SharedPeerStore#claim]; within the transaction of the caller.
    ///
    /// @param passingOverLocked see [Dialect#passingOverLocked()]
    static List<Peer> claim(Connection connection, String passingOverLocked, PeerStatus status, int most, Instant now, Duration hold,
            SqlPeerStore.Row<Optional<Peer>> reader) throws SQLException {
        if (most <= 0 || !hold.isPositive()) throw new IllegalArgumentException("expected to claim at least one peer for some time, found %d for %s".formatted(most, hold));
        var peers = new ArrayList<Peer>();
        try (var update = connection.prepareStatement(CLAIM.formatted(passingOverLocked))) {
            update.setString(1, status.name());
            update.setLong(2, PeerRows.nanos(now));
            update.setLong(3, PeerRows.nanos(now));
            update.setInt(4, most);
            update.setLong(5, PeerRows.nanos(now.plus(hold)));
            try (var claimed = update.executeQuery()) {
                while (claimed.next()) reader.read(claimed).ifPresent(peers::add);
            }
        }
        return List.copyOf(peers);
    }

    static boolean release(Connection connection, UUID id) throws SQLException {
        try (var update = connection.prepareStatement("update peer set claimed_until = 0 where id = ?")) {
            update.setString(1, id.toString());
            return update.executeUpdate() == 1;
        }
    }
}
