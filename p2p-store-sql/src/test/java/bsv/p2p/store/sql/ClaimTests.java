package bsv.p2p.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.SharedPeerStore;
import bsv.p2p.testkit.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What claims must do on any database.
abstract class ClaimTests {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration HOLD = Duration.ofMinutes(5);
    private static final int WORKERS = 4;

    private final Samples samples = new Samples(11);

    @TempDir
    Path folder;

    abstract Map<String, String> settings(Path folder);

    private SharedPeerStore open() {
        return (SharedPeerStore) new SqlPeerStoreProvider().open(settings(folder));
    }

    /// Each worker has a store of its own, as a process has, and also writes what it found out.
    @Test
    void noPeerIsHandedOutTwiceToWorkersOfOneTable() {
        var peers = due(1_000);
        try (var store = open()) {
            store.batch(peers);
        }

        var workers = IntStream.range(0, WORKERS).mapToObj(_ -> CompletableFuture.supplyAsync(this::crawl, task -> Thread.ofPlatform().start(task))).toList();
        var crawled = new ArrayList<UUID>();
        for (var worker : workers) crawled.addAll(worker.orTimeout(60, TimeUnit.SECONDS).join());

        assertThat(crawled).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(peers.stream().map(Peer::id).toList());
        try (var store = open()) {
            assertThat(store.countByStatus(PeerStatus.VALID)).isEqualTo(peers.size());
        }
    }

    private List<UUID> crawl() {
        var done = new ArrayList<UUID>();
        try (var store = open()) {
            for (var claimed = store.claim(PeerStatus.UNKNOWN, 7, NOW, HOLD); !claimed.isEmpty(); claimed = store.claim(PeerStatus.UNKNOWN, 7, NOW, HOLD)) {
                store.batch(claimed.stream().map(peer -> peer.withStatus(PeerStatus.VALID, NOW)).toList());
                claimed.forEach(peer -> done.add(peer.id()));
            }
        }
        return done;
    }

    @Test
    void aClaimHoldsUntilItsTimeOrItsRelease() {
        var peer = due(1).getFirst();
        try (var one = open(); var other = open()) {
            one.create(peer);

            assertThat(one.claim(PeerStatus.UNKNOWN, 5, NOW, HOLD)).containsExactly(peer);
            assertThat(other.claim(PeerStatus.UNKNOWN, 5, NOW.plus(HOLD).minusNanos(1), HOLD)).isEmpty();
            assertThat(other.claim(PeerStatus.UNKNOWN, 5, NOW.plus(HOLD), HOLD)).containsExactly(peer);

            one.update(peer);
            assertThat(one.claim(PeerStatus.UNKNOWN, 5, NOW.plus(HOLD), HOLD)).as("an update ends no claim").isEmpty();
            other.release(peer.id());
            assertThat(one.claim(PeerStatus.UNKNOWN, 5, NOW.plus(HOLD), HOLD)).containsExactly(peer);
            one.release(samples.id());
        }
    }

    @Test
    void onlyPeersOfTheStatusThatAreDueAreClaimedAndNotMoreThanAsked() {
        var due = due(3);
        var later = due(1).getFirst().withAttempts(0, Optional.of(NOW.plusNanos(1)));
        try (var store = open()) {
            store.batch(due);
            store.create(later);
            store.create(samples.peer(PeerStatus.VALID));

            assertThat(store.claim(PeerStatus.UNKNOWN, 2, NOW, HOLD)).hasSize(2).isSubsetOf(due);
            assertThat(store.claim(PeerStatus.UNKNOWN, 2, NOW, HOLD)).hasSize(1).isSubsetOf(due);
            assertThat(store.claim(PeerStatus.UNKNOWN, 2, NOW, HOLD)).isEmpty();
            assertThat(store.claim(PeerStatus.UNKNOWN, 2, NOW.plusNanos(1), HOLD)).containsExactly(later);
        }
    }

    @Test
    void aClaimOfNothingOrForNoTimeIsRefused() {
        try (var store = open()) {
            assertThatIllegalArgumentException().isThrownBy(() -> store.claim(PeerStatus.VALID, 0, NOW, HOLD)).withMessageContaining("found 0");
            assertThatIllegalArgumentException().isThrownBy(() -> store.claim(PeerStatus.VALID, 1, NOW, Duration.ZERO));
        }
    }

    private List<Peer> due(int count) {
        return IntStream.range(0, count).mapToObj(_ -> samples.peer(PeerStatus.UNKNOWN).withAttempts(0, Optional.empty())).toList();
    }
}
