import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.store.json.JsonPeerStoreProvider;
import bsv.p2p.store.json.MemoryPeerStoreProvider;
import org.jspecify.annotations.NullMarked;

/// A peer store that lives in memory and is kept in one JSON file.
///
/// In flow peers and bans to remember; out flow the file, replaced as a whole and atomically, and after a restart
/// the same peers and bans. Nothing is exported: the store is a service of `bsv.p2p.api` named `json`; without the file
/// it is one named `memory`.
///
/// Start reading at [bsv.p2p.store.json].
@NullMarked
module bsv.p2p.store.json {
    requires static org.jspecify;

    requires bsv.p2p.api;
    requires org.slf4j;
    requires tools.jackson.core;

    provides PeerStoreProvider with JsonPeerStoreProvider, MemoryPeerStoreProvider;
}
