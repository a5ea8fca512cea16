package bsv.p2p.bench.store;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A store in memory that is kept in a file.
interface Contender {
    void create(Peer peer);

    void update(Peer peer);

    Optional<Peer> find(Endpoint endpoint);

    List<Peer> some(PeerStatus status, int count);

    long count(PeerStatus status);

    /// Returns when all changes until now are on the medium.
    void makeDurable() throws IOException;

    /// Writes everything to the medium and lets go of it.
    void writeAll() throws IOException;

    /// Reads what [#writeAll()] wrote.
    void readAll() throws IOException;
}
