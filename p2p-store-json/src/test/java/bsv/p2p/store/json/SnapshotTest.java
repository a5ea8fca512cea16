package bsv.p2p.store.json;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When everything is written, and what the store does meanwhile.
class SnapshotTest {
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final Samples samples = new Samples(9);
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("peers.json");
    }

    /// A disk that stops when a snapshot takes its name, until it is let go on.
    private static final class SlowDisk extends Disk {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        final CountDownLatch done = new CountDownLatch(1);

        @Override
        void move(Path from, Path to) throws IOException {
            begun.countDown();
            try {
                if (!goOn.await(30, TimeUnit.SECONDS)) throw new IOException("waited too long");
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            super.move(from, to);
            done.countDown();
        }
    }

    private JsonPeerStore open(Disk disk) {
        return JsonPeerStore.open(file, new JsonPeerStore.Pace(Duration.ofMillis(5), INTERVAL, Duration.ofMillis(10)), disk, now::get);
    }

    @Test
    void whileASnapshotIsWrittenNobodyWaitsAndWhatChangesIsKept() throws Exception {
        var disk = new SlowDisk();
        try (var store = open(disk)) {
            var peers = samples.peers(100);
            store.batch(peers);
            store.flush();
            now.updateAndGet(time -> time.plus(INTERVAL).plusSeconds(1));
            assertThat(disk.begun.await(30, TimeUnit.SECONDS)).as("the snapshot").isTrue();

            var fresh = samples.peer(PeerStatus.VALID);
            CompletableFuture.runAsync(() -> {
                assertThat(store.findByIpPort(peers.getFirst().endpoint())).contains(peers.getFirst());
                assertThat(store.countByStatus(PeerStatus.VALID)).isPositive();
                store.create(fresh);
                store.delete(peers.getLast().id());
                store.putBan(samples.ban());
                assertThat(store.listAll()).hasSize(100).contains(fresh);
            }).get(10, TimeUnit.SECONDS);
            var expected = Kept.in(store);
            assertThat(Kept.afterACrash(folder, folder.resolve("during"))).isEqualTo(expected);

            disk.goOn.countDown();
            assertThat(disk.done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Kept.afterACrash(folder, folder.resolve("after"))).isEqualTo(expected);
        }
    }

    @Test
    void aJournalThatHasBecomeLongIsFollowedByASnapshot() throws Exception {
        var disk = new SlowDisk();
        disk.goOn.countDown();
        try (var store = open(disk)) {
            store.batch(samples.peers(5_000));
            assertThat(disk.done.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(new HashSet<>(Files.readAllLines(file)).stream().filter(line -> line.startsWith("{\"id\":"))).hasSize(5_000);
        }
    }

    @Test
    void aListShowsTheMomentOfTheCallWhateverIsWrittenAfter() {
        try (var store = open(new Disk())) {
            var peers = samples.peers(1_000);
            store.batch(peers);

            try (var list = store.listAll()) {
                for (var peer : peers.subList(0, 500)) store.delete(peer.id());
                for (var peer : peers.subList(500, 1_000)) store.update(samples.peer(peer.id(), samples.endpoint(), PeerStatus.UNKNOWN));
                store.batch(samples.peers(1_000));

                assertThat(list).containsExactlyInAnyOrderElementsOf(peers);
            }
        }
    }

    @Test
    void timesOutsideWhatANumberHoldsAndTheirBansComeBack() {
        var far = new ArrayList<>(samples.peers(2).stream().map(peer -> peer.withAttempts(1, Optional.of(Instant.MAX)).withLastSeen(Instant.MIN)).toList());
        far.add(samples.peer(PeerStatus.BANNED).withAttempts(3, Optional.of(Instant.parse("+10000-01-01T00:00:00Z"))));
        far.add(samples.peer(PeerStatus.VALID).withLastSeen(Instant.parse("1677-09-22T00:00:00Z")));
        try (var store = open(new Disk())) {
            far.forEach(store::create);
            assertThat(store.listAll()).containsExactlyInAnyOrderElementsOf(far);
        }
        try (var store = open(new Disk())) {
            assertThat(store.listAll()).containsExactlyInAnyOrderElementsOf(far);
        }
    }
}
