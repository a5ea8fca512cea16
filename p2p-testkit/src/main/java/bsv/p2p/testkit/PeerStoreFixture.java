package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// What the tests of [PeerStoreContract] share: a store in a folder of its own, and looks at all that is in it.
abstract class PeerStoreFixture {
    final Samples samples = new Samples(20_261_120);

    @TempDir
    Path folder;

    private final List<PeerStore> opened = new ArrayList<>();

    /// Opens the store that keeps its data under `folder`; called again after a close, it sees what was kept.
    protected abstract PeerStore open(Path folder);

    /// Whether the store keeps its peers and bans when it is closed. A store that does not overrides this.
    protected boolean keeps() {
        return true;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(PeerStore::close);
    }

    final PeerStore open() {
        var store = open(folder);
        opened.add(store);
        return store;
    }

    final PeerStore reopen(PeerStore store) {
        store.close();
        return open();
    }

    final PeerStore storeOf(List<Peer> peers) {
        var store = open();
        peers.forEach(store::create);
        return store;
    }

    static Set<Peer> all(PeerStore store) {
        try (var peers = store.listAll()) {
            return distinct(peers.toList());
        }
    }

    static Set<Peer> ofStatus(PeerStore store, PeerStatus status) {
        try (var peers = store.findByStatus(status)) {
            return distinct(peers.toList());
        }
    }

    private static <T> Set<T> distinct(List<T> list) {
        var set = new HashSet<>(list);
        assertEquals(set.size(), list.size(), "nothing is listed twice");
        return set;
    }

    /// That the store holds exactly these peers, whichever way one asks for them.
    static void assertHolds(PeerStore store, Set<Peer> expected) {
        assertEquals(expected, all(store));
        for (var status : PeerStatus.values()) {
            var those = new HashSet<>(expected);
            those.removeIf(peer -> peer.status() != status);
            assertEquals(those, ofStatus(store, status));
            assertEquals(those.size(), store.countByStatus(status), "count of " + status);
        }
        for (var peer : expected) {
            assertEquals(Optional.of(peer), store.read(peer.id()));
            assertEquals(Optional.of(peer), store.findByIpPort(peer.endpoint()));
        }
    }

    static void assertBans(PeerStore store, Set<Ban> expected) {
        var bans = store.bans();
        assertTrue(bans.size() == expected.size() && expected.containsAll(bans), () -> "expected the bans " + expected + " but there are " + bans);
    }
}
