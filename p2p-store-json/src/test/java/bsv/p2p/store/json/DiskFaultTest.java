package bsv.p2p.store.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.testkit.Samples;
import bsv.p2p.testkit.StorageFaults;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A disk that fails at the n-th operation, for every n: the old state or the new one is what a later process finds, never a mixture, and
/// what a call has acknowledged is always there.
class DiskFaultTest {
    private final Samples samples = new Samples(4);

    @TempDir
    Path folder;

    /// One operation fails, or all do from then on.
    @ParameterizedTest
    @ValueSource(ints = {1, Integer.MAX_VALUE})
    void whateverOperationFailsTheOldOrTheNewStateIsFound(int bad) throws IOException {
        int runs = 0;
        for (var faults = StorageFaults.none(); runs == 0 || faults.failures() > 0; runs++) {
            faults = new StorageFaults(runs, bad);
            run(faults, Files.createDirectory(folder.resolve("run" + runs)));
        }
        assertThat(runs).as("operations that failed").isGreaterThan(20);
    }

    private void run(StorageFaults faults, Path place) throws IOException {
        var file = place.resolve("peers.json");
        var older = new Kept(Set.copyOf(samples.peers(10)), Set.of());
        try (var store = Kept.open(file, new Disk())) {
            older.putInto(store);
        }
        var newer = new Kept(new HashSet<>(older.peers()), Set.of(samples.ban()));
        newer.peers().addAll(samples.peers(10));

        boolean acknowledged;
        JsonPeerStore store;
        try {
            store = Kept.open(file, new FaultyDisk(faults));
        } catch (PeerStoreException _) {
            assertThat(Kept.afterACrash(place, place.resolve("crash"))).isEqualTo(older);
            return;
        }
        try (store) {
            assertThat(Kept.in(store)).isEqualTo(older);
            store.batch(List.copyOf(newer.peers()));
            acknowledged = banned(store, newer.bans().iterator().next());
            assertThat(Kept.in(store)).as("memory has it, written or not").isEqualTo(newer);
            assertThat(Kept.afterACrash(place, place.resolve("crash1"))).isIn(acknowledged ? Set.of(newer) : Set.of(older, newer));

            faults.heal();
            store.flush();
            assertThat(Kept.afterACrash(place, place.resolve("crash2"))).isEqualTo(newer);
            assertThat(Kept.in(store)).isEqualTo(newer);
        }
        try (var names = Files.list(place)) {
            assertThat(names.filter(Files::isRegularFile).map(path -> path.getFileName().toString()).filter(name -> !name.endsWith(".tmp")))
                    .contains("peers.json", "peers.json.bak", "peers.json.lock").allMatch(name -> name.matches("peers\\.json(\\.bak|\\.lock|\\.journal-[0-9]+)?"));
        }
    }

    private static boolean banned(JsonPeerStore store, Ban ban) {
        try {
            store.putBan(ban);
            return true;
        } catch (PeerStoreException failed) {
            assertThat(failed).hasMessageContaining("no space left on device").hasMessageContaining("peers.json");
            return false;
        }
    }

    @Test
    void leftoversOfWritesThatWereCutOffAreRemoved() throws IOException {
        var leftover = Files.writeString(folder.resolve("peers.json.0123456789abcdef.tmp"), "half");
        var foreign = Files.writeString(folder.resolve("peers.json.notes.tmp"), "mine");

        Kept.open(folder.resolve("peers.json"), new Disk()).close();

        assertThat(leftover).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void aWriteThatFailsIsWarnedOfOnceAndTriedUntilItWorks() throws Exception {
        var faults = new StorageFaults(0, 5);
        var forced = new CountDownLatch(1);
        var peer = samples.peer();
        var file = folder.resolve("peers.json");
        var watched = new Disk() {
            @Override
            Output create(Path fresh) throws IOException {
                faults.reach();
                Files.createFile(fresh);
                return new Output(new FileOutputStream(fresh.toFile())) {
                    @Override
                    void force() throws IOException {
                        super.force();
                        forced.countDown();
                    }
                };
            }
        };
        try (var log = new CapturedLog(); var store = Kept.open(file, watched)) {
            store.create(peer);
            assertThatExceptionOfType(PeerStoreException.class).isThrownBy(store::flush).withMessageContaining(file.toString());

            assertThat(forced.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(faults.failures()).isEqualTo(5);
            assertThat(log.warnings()).hasSize(1).first().asString().contains(file.toString(), "no space left on device");
            assertThat(Kept.afterACrash(folder, folder.resolve("crash")).peers()).containsExactly(peer);
        }
    }

    @Test
    void aFileThatMayNotBeReadIsRefusedAndLeftAlone() throws IOException {
        var file = folder.resolve("peers.json");
        try (var store = Kept.open(file, new Disk())) {
            store.create(samples.peer());
        }
        var before = Files.readAllBytes(file);
        var locked = new Disk() {
            @Override
            InputStream open(Path path) throws IOException {
                throw new AccessDeniedException(path.toString());
            }
        };

        assertThatExceptionOfType(PeerStoreException.class).isThrownBy(() -> Kept.open(file, locked)).withMessageContaining("permission denied for " + file);
        assertThat(file).hasBinaryContent(before);
        Kept.open(file, new Disk()).close();
    }

    @Test
    void aPlaceWhereNoFileCanBeIsRefused() throws IOException {
        var inTheWay = Files.writeString(folder.resolve("file"), "no directory");

        for (var place : new Path[] {inTheWay.resolve("peers.json"), inTheWay.resolve("deeper/peers.json"), Path.of("/")}) {
            assertThatExceptionOfType(PeerStoreException.class).isThrownBy(() -> Kept.open(place, new Disk())).withMessageContaining(place.toString());
        }
    }

    @Test
    void aDirectoryThatMayNotBeWrittenIsRefused() {
        var noPlaceToWrite = Path.of("/proc/self");
        Assumptions.assumeTrue(Files.isDirectory(noPlaceToWrite));

        assertThatExceptionOfType(PeerStoreException.class).isThrownBy(() -> Kept.open(noPlaceToWrite.resolve("peers.json"), new Disk()))
                .withMessageContaining("choose a file in a directory that this user may write");
    }
}
