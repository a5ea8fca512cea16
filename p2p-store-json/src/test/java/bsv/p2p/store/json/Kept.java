package bsv.p2p.store.json;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.PeerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

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
        boolean oneMoment = false;
        for (int tries = 0; !oneMoment && tries < 100; tries++) {
            for (var partial : filesIn(copy)) Files.delete(partial);
            oneMoment = copied(folder, copy);
        }
        if (!oneMoment) throw new IOException(folder + " never stood still");
        try (var store = open(copy.resolve("peers.json"), new Disk())) {
            return in(store);
        }
    }

    /// A crash leaves the files of one moment: a copy during which one came, went or was renamed is none.
    private static boolean copied(Path folder, Path copy) throws IOException {
        var before = filesIn(folder);
        try {
            for (var file : before) Files.copy(file, copy.resolve(file.getFileName()));
        } catch (NoSuchFileException _) {
            return false;
        }
        return filesIn(folder).equals(before);
    }

    private static Set<Path> filesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).collect(Collectors.toSet());
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
