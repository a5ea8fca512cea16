package bsv.p2p.store.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.testkit.Samples;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When the file is written, and how. What it holds is looked at as after a crash: in a copy of the folder.
class WritingTest {
    private final Samples samples = new Samples(5);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("peers.json");
    }

    @Test
    void aBanIsInTheFileWhenTheCallReturns() throws IOException {
        try (var store = Kept.open(file, new Disk())) {
            var peer = samples.peer();
            var ban = samples.ban();
            store.create(peer);
            store.putBan(ban);
            assertThat(Kept.afterACrash(folder, folder.resolve("1"))).isEqualTo(new Kept(Set.of(peer), Set.of(ban)));

            store.removeBan(ban.target());
            assertThat(Kept.afterACrash(folder, folder.resolve("2"))).isEqualTo(new Kept(Set.of(peer), Set.of()));
        }
    }

    @Test
    void peersAreInTheFileAfterAFlush() throws IOException {
        try (var store = Kept.open(file, new Disk())) {
            var peers = samples.peers(10);
            store.batch(peers);
            assertThat(file).as("not at once").doesNotExist();

            store.flush();
            assertThat(Kept.afterACrash(folder, folder.resolve("1")).peers()).isEqualTo(Set.copyOf(peers));
        }
    }

    @Test
    void peersAreInTheFileAWhileAfterTheirChangeWithoutAFlush() throws Exception {
        var written = new CountDownLatch(1);
        var watched = new Disk() {
            @Override
            void forceDirectory(Path directory) throws IOException {
                super.forceDirectory(directory);
                written.countDown();
            }
        };
        try (var store = JsonPeerStore.open(file, new JsonPeerStore.Pace(Duration.ofMillis(5), Duration.ofHours(1), Duration.ofHours(1)), watched, InstantSource.system())) {
            var peer = samples.peer();
            store.create(peer);

            assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Kept.afterACrash(folder, folder.resolve("1")).peers()).containsExactly(peer);
        }
    }

    @Test
    void nothingIsWrittenWhereNothingChanged() throws IOException {
        try (var store = Kept.open(file, new Disk())) {
            store.create(samples.peer());
        }
        var steps = Collections.synchronizedList(new ArrayList<String>());
        try (var store = Kept.open(file, recording(steps))) {
            store.removeBan(samples.ban().target());
            store.delete(samples.id());
            store.batch(List.of());
            store.flush();
        }
        assertThat(steps).isEmpty();
    }

    @Test
    void aChangeCostsOneForceOfTheJournal() throws IOException {
        var steps = Collections.synchronizedList(new ArrayList<String>());
        try (var store = Kept.open(file, recording(steps))) {
            store.create(samples.peer());
            store.flush();
            assertThat(steps).containsExactly("create peers.json.journal-1", "force", "force directory");

            steps.clear();
            store.putBan(samples.ban());
            assertThat(steps).containsExactly("force");
        }
    }

    @Test
    void aSnapshotReachesTheMediumBeforeItTakesTheNameAndTheNameIsForcedLast() throws IOException {
        var steps = Collections.synchronizedList(new ArrayList<String>());
        try (var store = Kept.open(file, new Disk())) {
            store.create(samples.peer());
        }
        try (var store = Kept.open(file, recording(steps))) {
            store.create(samples.peer());
        }
        assertThat(steps).containsExactly("append peers.json.journal-2", "force",
                "create peers.json.journal-3", "force", "force directory",
                "create TEMP", "force", "move peers.json to peers.json.bak", "move TEMP to peers.json", "force directory");
    }

    @Test
    void journalsThatNeitherSnapshotNorCopyNeedsAreRemoved() throws IOException {
        for (int i = 0; i < 5; i++) {
            try (var store = Kept.open(file, new Disk())) {
                store.create(samples.peer());
            }
        }
        try (var names = Files.list(folder)) {
            assertThat(names.map(path -> path.getFileName().toString()).filter(name -> name.contains("journal")))
                    .as("that of the copy and that of the snapshot").containsExactlyInAnyOrder("peers.json.journal-5", "peers.json.journal-6");
        }
    }

    @Test
    void manyCallersAreServedByFewWrites() throws Exception {
        var steps = Collections.synchronizedList(new ArrayList<String>());
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow = new Recording(steps) {
            @Override
            Output create(Path fresh) throws IOException {
                begun.countDown();
                try {
                    if (!goOn.await(30, TimeUnit.SECONDS)) throw new IOException("waited too long");
                } catch (InterruptedException interrupted) {
                    throw new IOException(interrupted);
                }
                return super.create(fresh);
            }
        };
        try (var store = Kept.open(file, slow)) {
            var callers = new ArrayList<Thread>();
            for (int i = 0; i < 20; i++) {
                var ban = samples.ban();
                callers.add(Thread.ofPlatform().start(() -> store.putBan(ban)));
            }
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            for (var caller : callers) while (caller.getState() == Thread.State.RUNNABLE || caller.getState() == Thread.State.NEW) Thread.onSpinWait();
            goOn.countDown();
            for (var caller : callers) assertThat(caller.join(Duration.ofSeconds(30))).isTrue();

            assertThat(Kept.afterACrash(folder, folder.resolve("1")).bans()).hasSize(20);
            assertThat(steps.stream().filter("force"::equals).count()).as("the first, all others").isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aCallerWhoIsInterruptedStillGetsItsBanWritten() throws IOException {
        try (var store = Kept.open(file, new Disk())) {
            var ban = samples.ban();
            Thread.currentThread().interrupt();
            store.putBan(ban);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(Kept.afterACrash(folder, folder.resolve("1")).bans()).containsExactly(ban);
        }
    }

    @Test
    void aTextTooLongToBeReadAgainIsRefused() {
        try (var store = Kept.open(file, new Disk())) {
            var longest = new Ban(samples.ban().target(), new BanReason.Manual("\u0000".repeat(Format.MAX_TEXT)), samples.time(), Optional.empty());
            var tooLong = new Ban(samples.ban().target(), new BanReason.Manual("x".repeat(Format.MAX_TEXT + 1)), samples.time(), Optional.empty());
            store.putBan(longest);

            assertThatExceptionOfType(PeerStoreException.class).isThrownBy(() -> store.putBan(tooLong)).withMessageContaining("100000");
            assertThatExceptionOfType(PeerStoreException.class).isThrownBy(() -> store.create(samples.peer().withBan(tooLong)));
        }
        try (var store = Kept.open(file, new Disk())) {
            assertThat(store.bans()).hasSize(1);
        }
    }

    @Test
    void theFileIsAnEntryALineInPlainAscii() throws IOException {
        try (var store = Kept.open(file, new Disk())) {
            samples.peers(30).forEach(store::create);
            store.putBan(samples.ban());
        }

        var lines = Files.readAllLines(file);
        assertThat(lines).allMatch(line -> line.matches("[ -~]*"));
        assertThat(lines).startsWith("{", "\"format\":\"bsv-p2p-peers\",", "\"version\":2,").endsWith("}");
        assertThat(lines.stream().filter(line -> line.startsWith("{\"id\":"))).hasSize(30);
        assertThat(lines.stream().filter(line -> line.startsWith("{\"target\":"))).hasSize(1);
        assertThat(lines.get(lines.size() - 2)).matches("\"checksum\":\"crc32c:[0-9a-f]{8}\"");
    }

    private static Disk recording(List<String> steps) {
        return new Recording(steps);
    }

    private static class Recording extends Disk {
        private final List<String> steps;

        Recording(List<String> steps) {
            this.steps = steps;
        }

        @Override
        Output create(Path fresh) throws IOException {
            steps.add("create " + name(fresh));
            Files.createFile(fresh);
            return recorded(new FileOutputStream(fresh.toFile()));
        }

        @Override
        Output append(Path file) throws IOException {
            steps.add("append " + name(file));
            return recorded(new FileOutputStream(file.toFile(), true));
        }

        private Output recorded(FileOutputStream file) {
            return new Output(file) {
                @Override
                void force() throws IOException {
                    steps.add("force");
                    super.force();
                }
            };
        }

        @Override
        void move(Path from, Path to) throws IOException {
            steps.add("move %s to %s".formatted(name(from), to.getFileName()));
            super.move(from, to);
        }

        private static String name(Path path) {
            return path.toString().endsWith(".tmp") ? "TEMP" : path.getFileName().toString();
        }

        @Override
        void forceDirectory(Path directory) throws IOException {
            steps.add("force directory");
            super.forceDirectory(directory);
        }
    }
}
