package bsv.p2p.store.json;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.PeerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/// What a store holds, to be compared; and ways to look at what a folder holds as a process would that starts after a crash.
record Kept(Set<Peer> peers, Set<Ban> bans) {
    static final Kept NOTHING = new Kept(Set.of(), Set.of());

    static Kept in(PeerStore store) {
        try (var peers = store.listAll()) {
            return new Kept(new HashSet<>(peers.toList()), new HashSet<>(store.bans()));
        }
    }

    /// Copies the folder as it is now, and opens the copy.
    static Kept afterACrash(Path folder, Path copy) throws IOException {
        Files.createDirectories(copy);
        try (var files = Files.list(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) Files.copy(file, copy.resolve(file.getFileName()));
        }
        try (var store = open(copy.resolve("peers.json"), new Disk())) {
            return in(store);
        }
    }

    static JsonPeerStore open(Path file, Disk disk) {
        return JsonPeerStore.open(file, new JsonPeerStore.Pace(Duration.ofHours(1), Duration.ofHours(1), Duration.ofMillis(100)), disk, InstantSource.system());
    }

    void putInto(PeerStore store) {
        peers.forEach(store::create);
        bans.forEach(store::putBan);
    }
}
