package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.SharedPeerStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [SharedPeerStore] must do beside what [PeerStoreContract] asks, as tests: each peer is handed to one at a time. A store's test
/// extends this and says how to open the store; each store that is opened stands for a process of its own.
public abstract class SharedPeerStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration HOLD = StoreCrawler.HOLD;
    private static final int WORKERS = 4;

    private final Samples samples = new Samples(20_261_123);

    @TempDir
    Path folder;

    protected SharedPeerStoreContract() {}

    /// Opens the store that keeps its data under `folder`, which others may have open.
    protected abstract SharedPeerStore open(Path folder);

    /// Each worker also writes what it found out.
    @Test
    void noPeerIsHandedOutTwiceToWorkersOfOneTable() {
        var peers = due(1_000);
        try (var store = open(folder)) {
            store.batch(peers);
            var crawled = new ConcurrentLinkedQueue<UUID>();

            Together.run(WORKERS, _ -> crawl(crawled));

            assertEquals(peers.size(), crawled.size(), "peers handed out");
            assertEquals(ids(peers), Set.copyOf(crawled));
            assertEquals(peers.size(), store.countByStatus(PeerStatus.VALID));
        }
    }

    private void crawl(ConcurrentLinkedQueue<UUID> crawled) {
        try (var store = open(folder)) {
            for (var claimed = store.claim(PeerStatus.UNKNOWN, 7, NOW, HOLD); !claimed.isEmpty(); claimed = store.claim(PeerStatus.UNKNOWN, 7, NOW, HOLD)) {
                store.batch(claimed.stream().map(peer -> peer.withStatus(PeerStatus.VALID, NOW)).toList());
                claimed.forEach(peer -> crawled.add(peer.id()));
            }
        }
    }

    /// Real processes, one of which is killed: what it had claimed and not written is free when its claims have ended, and not before.
    @Test
    void processesShareATableAndWhatADeadOneHadClaimedPassesOn() throws IOException, InterruptedException {
        var peers = due(600);
        try (var store = open(folder)) {
            store.batch(peers);
            var killed = StoreCrawler.start(getClass(), folder, NOW);
            var others = new ArrayList<Process>();
            var dialed = new ArrayList<UUID>();
            try (var lines = killed.inputReader()) {
                dialed.add(UUID.fromString(lines.readLine()));
                // Not before: on a busy machine they could be through before it began.
                for (int i = 0; i < 2; i++) others.add(StoreCrawler.start(getClass(), folder, NOW));
                for (int n = 0; n < 3 * StoreCrawler.AT_ONCE; n++) dialed.add(UUID.fromString(lines.readLine()));
                killed.toHandle().destroyForcibly();
                lines.lines().filter(line -> line.length() == 36).map(UUID::fromString).forEach(dialed::add);
            }
            for (var other : others) other.inputReader().lines().map(UUID::fromString).forEach(dialed::add);
            for (var other : others) assertTrue(other.waitFor(60, TimeUnit.SECONDS) && other.exitValue() == 0, "the others get to the end");

            assertEquals(dialed.size(), Set.copyOf(dialed).size(), "no peer was dialed twice");
            assertEquals(List.of(), store.claim(PeerStatus.UNKNOWN, 600, NOW.plus(HOLD).minusNanos(1), HOLD));
            var left = store.claim(PeerStatus.UNKNOWN, 600, NOW.plus(HOLD), HOLD);
            assertTrue(left.size() <= StoreCrawler.AT_ONCE, () -> "what was in the hands of the dead one: " + left);
            assertEquals(peers.size(), left.size() + store.countByStatus(PeerStatus.VALID));
        }
    }

    /// All of them want the same peers, each in an order of its own.
    @Test
    void ofManyWhoWantAPeerOneGetsIt() {
        var peers = due(40);
        try (var store = open(folder)) {
            store.batch(peers);
            var got = new ConcurrentLinkedQueue<UUID>();

            Together.run(WORKERS, i -> {
                var wanted = new ArrayList<>(peers.stream().map(Peer::id).toList());
                Collections.rotate(wanted, 10 * i);
                if (i % 2 == 1) Collections.reverse(wanted);
                try (var own = open(folder)) {
                    for (int from = 0; from < wanted.size(); from += 8) got.addAll(own.claim(wanted.subList(from, from + 8), NOW, HOLD));
                }
            });

            assertEquals(got.size(), new HashSet<>(got).size(), "no peer was claimed twice");
            // Whom somebody else was just looking at may have been passed over.
            got.addAll(store.claim(peers.stream().map(Peer::id).toList(), NOW, HOLD));
            assertEquals(ids(peers), Set.copyOf(got));
            assertEquals(peers.size(), got.size());
        }
    }

    @Test
    void aClaimHoldsUntilItsTimeOrItsRelease() {
        var peer = due(1).getFirst();
        try (var one = open(folder); var other = open(folder)) {
            one.create(peer);

            assertEquals(List.of(peer), one.claim(PeerStatus.UNKNOWN, 5, NOW, HOLD));
            assertEquals(List.of(), other.claim(PeerStatus.UNKNOWN, 5, NOW.plus(HOLD).minusNanos(1), HOLD));
            assertEquals(Set.of(), other.claim(List.of(peer.id()), NOW.plus(HOLD).minusNanos(1), HOLD));
            assertEquals(List.of(peer), other.claim(PeerStatus.UNKNOWN, 5, NOW.plus(HOLD), HOLD));

            one.update(peer);
            assertEquals(List.of(), one.claim(PeerStatus.UNKNOWN, 5, NOW.plus(HOLD), HOLD), "an update ends no claim");
            other.release(peer.id());
            assertEquals(Set.of(peer.id()), one.claim(List.of(peer.id()), NOW.plus(HOLD), HOLD));
            assertEquals(List.of(), other.claim(PeerStatus.UNKNOWN, 5, NOW.plus(HOLD), HOLD));
            one.release(samples.id());
        }
    }

    @Test
    void aClaimThatIsRenewedLastsLonger() {
        var peers = due(2);
        try (var one = open(folder); var other = open(folder)) {
            one.batch(peers);
            assertEquals(ids(peers), one.claim(ids(peers), NOW, HOLD));

            one.renew(List.of(peers.getFirst().id(), samples.id()), NOW.plus(HOLD).minusNanos(2), HOLD);

            assertEquals(List.of(peers.getLast()), other.claim(PeerStatus.UNKNOWN, 5, NOW.plus(HOLD), HOLD));
            assertEquals(List.of(peers.getFirst()), other.claim(PeerStatus.UNKNOWN, 5, NOW.plus(HOLD).plus(HOLD).minusNanos(1), HOLD));
        }
    }

    @Test
    void onlyPeersOfTheStatusThatAreDueAreClaimedAndNotMoreThanAsked() {
        var due = due(3);
        var later = due(1).getFirst().withAttempts(0, Optional.of(NOW.plusNanos(1)));
        try (var store = open(folder)) {
            store.batch(due);
            store.create(later);
            store.create(samples.peer(PeerStatus.VALID));

            var first = store.claim(PeerStatus.UNKNOWN, 2, NOW, HOLD);
            assertEquals(2, first.size());
            var rest = store.claim(PeerStatus.UNKNOWN, 2, NOW, HOLD);
            assertEquals(1, rest.size());
            assertTrue(due.containsAll(first) && due.containsAll(rest));
            assertEquals(List.of(), store.claim(PeerStatus.UNKNOWN, 2, NOW, HOLD));
            assertEquals(List.of(later), store.claim(PeerStatus.UNKNOWN, 2, NOW.plusNanos(1), HOLD));
        }
    }

    @Test
    void whoIsNotThereIsNotClaimed() {
        var peer = due(1).getFirst();
        try (var store = open(folder)) {
            store.create(peer);

            assertEquals(Set.of(peer.id()), store.claim(List.of(samples.id(), peer.id(), samples.id()), NOW, HOLD));
            assertEquals(Set.of(), store.claim(List.of(), NOW, HOLD));
        }
    }

    @Test
    void aClaimOfNothingOrForNoTimeIsRefused() {
        try (var store = open(folder)) {
            assertThrows(IllegalArgumentException.class, () -> store.claim(PeerStatus.VALID, 0, NOW, HOLD));
            assertThrows(IllegalArgumentException.class, () -> store.claim(PeerStatus.VALID, 1, NOW, Duration.ZERO));
            assertThrows(IllegalArgumentException.class, () -> store.claim(List.of(samples.id()), NOW, Duration.ZERO));
            assertThrows(IllegalArgumentException.class, () -> store.renew(List.of(samples.id()), NOW, Duration.ofSeconds(-1)));
        }
    }

    private static Set<UUID> ids(List<Peer> peers) {
        return peers.stream().map(Peer::id).collect(Collectors.toSet());
    }

    private List<Peer> due(int count) {
        return IntStream.range(0, count).mapToObj(_ -> samples.peer(PeerStatus.UNKNOWN).withAttempts(0, Optional.empty())).toList();
    }
}
