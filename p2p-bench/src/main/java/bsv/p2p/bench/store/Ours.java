package bsv.p2p.bench.store;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Plugins;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The store `json`, opened as a node opens it. Its close writes everything, because a peer has changed.
final class Ours implements Contender {
    private final Path file;
    private PeerStore store;

    Ours(Path folder) {
        file = folder.resolve("peers.json");
        store = open(Map.of("file", file.toString()));
    }

    private static PeerStore open(Map<String, String> settings) {
        return Plugins.installed().find(PeerStoreProvider.class, "json").open(settings);
    }

    /// Opened again so that it writes a snapshot within seconds of a change.
    void writeOften() {
        store.close();
        store = open(Map.of("file", file.toString(), "snapshotInterval", "1s"));
    }

    /// Where the last snapshot is.
    Path file() {
        return file;
    }

    @Override
    public void create(Peer peer) {
        store.create(peer);
    }

    @Override
    public void update(Peer peer) {
        store.update(peer);
    }

    @Override
    public Optional<Peer> find(Endpoint endpoint) {
        return store.findByIpPort(endpoint);
    }

    @Override
    public List<Peer> some(PeerStatus status, int count) {
        try (var peers = store.findByStatus(status)) {
            return peers.limit(count).toList();
        }
    }

    @Override
    public long count(PeerStatus status) {
        return store.countByStatus(status);
    }

    @Override
    public void makeDurable() {
        store.flush();
    }

    @Override
    public void writeAll() {
        store.close();
    }

    @Override
    public void readAll() {
        store = open(Map.of("file", file.toString()));
    }
}
