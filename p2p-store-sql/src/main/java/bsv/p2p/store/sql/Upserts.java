package bsv.p2p.store.sql;

import bsv.p2p.api.peer.Peer;
import java.sql.SQLException;
import java.util.List;

/// Adds peers, or replaces those of the same id; a peer whose ip:port is another's is left out. The outcome is that of one after the other,
/// whichever way is taken. Within the transaction of the caller, who must be the only writer.
interface Upserts {
    /// Does it.
    ///
    /// @return how many were added or replaced
    int put(Session session, List<Peer> peers) throws SQLException;
}
