package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.PeerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a store that keeps files must do when the disk fails: at every single operation, once and from then on for ever, a process that
/// starts afterwards finds the old state or the new one, never a mixture, and whatever was acknowledged as durable.
///
/// A store's test extends this and opens the store so that it asks a [StorageFaults] before everything it does to a file.
public abstract class PeerStoreFaultContract {
    /// Fewer and the test is not about faults.
    private static final int LEAST_OPERATIONS = 10;

    private final Samples samples = new Samples(20_261_121);

    @TempDir
    Path folder;

    protected PeerStoreFaultContract() {}

    /// Opens the store that keeps its data under `folder`.
    ///
    /// @throws PeerStoreException if a fault prevents it
    protected abstract PeerStore open(Path folder, StorageFaults faults);

    @Test
    void whateverOperationFailsOnceTheOldOrTheNewStateIsFound() throws IOException {
        failAtEach(1);
    }

    @Test
    void whateverOperationFailsAndAllAfterItTheOldOrTheNewStateIsFound() throws IOException {
        failAtEach(Integer.MAX_VALUE);
    }

    private void failAtEach(int bad) throws IOException {
        int operations = 0;
        for (var faults = new StorageFaults(0, bad); operations == 0 || faults.failures() > 0; operations++) {
            faults = new StorageFaults(operations, bad);
            fail(faults, Files.createDirectory(folder.resolve("run" + operations)), operations);
        }
        assertTrue(operations > LEAST_OPERATIONS, "operations that could fail: " + operations);
    }

    /// A batch and a ban on top of an old state, looked at as a crash leaves them after each step.
    private void fail(StorageFaults faults, Path place, int operation) throws IOException {
        var home = Files.createDirectory(place.resolve("home"));
        var old = new StoreContent(Set.copyOf(samples.peers(8)), Set.of(samples.ban()));
        try (var store = open(home, StorageFaults.none())) {
            store.batch(List.copyOf(old.peers()));
            store.putBan(old.bans().iterator().next());
        }
        var batch = samples.peers(8);
        var ban = samples.ban();
        var peers = new HashSet<Peer>(old.peers());
        peers.addAll(batch);
        var half = new StoreContent(peers, old.bans());
        var bans = new HashSet<Ban>(old.bans());
        bans.add(ban);
        var whole = new StoreContent(peers, bans);
        var what = "operation " + operation + " fails";

        PeerStore store;
        try {
            store = open(home, faults);
        } catch (PeerStoreException _) {
            assertEquals(old, contentAfterACrash(home, place.resolve("unopened")), what);
            return;
        }
        try {
            boolean batched = isDone(() -> store.batch(batch));
            boolean flushed = batched && isDone(store::flush);
            isOneOf(contentAfterACrash(home, place.resolve("batched")), flushed ? Set.of(half) : Set.of(old, half), what);

            boolean banned = isDone(() -> store.putBan(ban));
            var possible = !banned ? Set.of(old, half, whole, withBan(old, ban)) : batched ? Set.of(whole) : Set.of(withBan(old, ban));
            isOneOf(contentAfterACrash(home, place.resolve("banned")), possible, what);

            boolean closed = isDone(store::close);
            var atEnd = batched && (banned || closed) ? Set.of(whole, half) : Set.of(old, half, whole, withBan(old, ban));
            isOneOf(contentAfterACrash(home, place.resolve("closed")), banned && batched ? Set.of(whole) : atEnd, what);
        } finally {
            faults.heal();
            isDone(store::close);
        }
    }

    private static StoreContent withBan(StoreContent content, Ban ban) {
        var bans = new HashSet<>(content.bans());
        bans.add(ban);
        return new StoreContent(content.peers(), bans);
    }

    private static boolean isDone(Runnable call) {
        try {
            call.run();
            return true;
        } catch (PeerStoreException _) {
            return false;
        }
    }

    private static void isOneOf(StoreContent found, Set<StoreContent> possible, String what) {
        assertTrue(possible.contains(found), () -> what + ": neither of the states that may be, but " + found);
    }

    /// Makes what a process finds that starts when the one that has the store open has crashed: a copy of its files. Where the data are on a
    /// server a test overrides this.
    ///
    /// @param copy a folder that does not exist
    /// @return the folder to open
    protected Path afterACrash(Path home, Path copy) throws IOException {
        Files.createDirectories(copy);
        try (var files = Files.list(home)) {
            for (var file : files.filter(Files::isRegularFile).toList()) Files.copy(file, copy.resolve(file.getFileName()));
        }
        return copy;
    }

    private StoreContent contentAfterACrash(Path home, Path copy) throws IOException {
        try (var store = open(afterACrash(home, copy), StorageFaults.none())) {
            return StoreContent.of(store);
        }
    }
}
