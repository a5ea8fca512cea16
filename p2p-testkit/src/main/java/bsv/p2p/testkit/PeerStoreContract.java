package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsv.p2p.api.error.DuplicatePeer;
import bsv.p2p.api.error.P2pException;
import bsv.p2p.api.error.PeerNotFound;
import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every [PeerStore] must do, as tests. A store's test extends this and says how to open the store:
///
/// ```java
/// class MyStoreTest extends PeerStoreContract {
///     @Override protected PeerStore open(Path folder) { return new MyStoreProvider().open(Map.of("file", folder.resolve("my.db").toString())); }
/// }
/// ```
///
/// A store that keeps nothing overrides `keeps()`. Tests for one caller at a time, and with processes that are killed, are inherited; those
/// for many callers and many peers stand here. The class needs a constructor without parameters, so that a process that is to be killed can
/// open the store in the same way. [PeerStoreDamageContract] and [PeerStoreFaultContract] ask more of stores that keep files.
public abstract class PeerStoreContract extends PeerStoreCrashTests {
    private static final int THREADS = 8;
    private static final int MANY = 20_000;
    private static final Duration IN_TIME = Duration.ofSeconds(60);
    private static final List<Cidr> TARGETS = Stream.of("203.0.113.7", "203.0.113.0/24", "2001:db8::/32", "2001:db8::1").map(Cidr::parse).toList();

    protected PeerStoreContract() {}

    @Test
    void manyThreadsAddOneAddressOnce() {
        var store = open();
        var endpoint = samples.endpoint();
        var rivals = Stream.generate(() -> samples.peer(samples.id(), endpoint, PeerStatus.UNKNOWN)).limit(THREADS).toList();
        var winners = ConcurrentHashMap.<Peer>newKeySet();

        Together.run(THREADS, i -> ifNoDuplicate(() -> {
            store.create(rivals.get(i));
            winners.add(rivals.get(i));
        }));

        assertEquals(1, winners.size());
        assertHolds(store, winners);
    }

    @Test
    void manyThreadsAddOneIdOnce() {
        var store = open();
        var id = samples.id();
        var rivals = Stream.generate(() -> samples.peer(id, samples.endpoint(), PeerStatus.UNKNOWN)).limit(THREADS).toList();
        var winners = ConcurrentHashMap.<Peer>newKeySet();

        Together.run(THREADS, i -> ifNoDuplicate(() -> {
            store.create(rivals.get(i));
            winners.add(rivals.get(i));
        }));

        assertEquals(1, winners.size());
        assertHolds(store, winners);
    }

    @Test
    void manyThreadsDeleteOnePeerOnce() {
        var peer = samples.peer();
        var store = storeOf(List.of(peer));
        var deleted = new AtomicInteger();

        Together.run(THREADS, _ -> {
            if (store.delete(peer.id())) deleted.incrementAndGet();
        });

        assertEquals(1, deleted.get());
        assertHolds(store, Set.of());
    }

    @Test
    void manyThreadsBanAtOnceAndNoBanIsLost() {
        var store = open();
        var bans = Stream.generate(samples::ban).limit(5 * THREADS).toList();

        Together.run(THREADS, i -> bans.subList(5 * i, 5 * i + 5).forEach(store::putBan));

        assertBans(store, Set.copyOf(bans));
        assertBans(reopen(store), keeps() ? Set.copyOf(bans) : Set.of());
    }

    @Test
    void aBatchIsSeenAsAWhole() {
        var store = open();
        var batches = Stream.generate(() -> Stream.generate(() -> samples.peer(PeerStatus.UNKNOWN)).limit(50).toList()).limit(30).toList();
        var done = new AtomicBoolean();
        var halves = ConcurrentHashMap.<Long>newKeySet();

        Together.run(2, i -> {
            if (i == 0) {
                batches.forEach(store::batch);
                done.set(true);
            } else {
                while (!done.get()) {
                    long count = store.countByStatus(PeerStatus.UNKNOWN);
                    if (count % 50 != 0) halves.add(count);
                }
            }
        });

        assertEquals(Set.of(), halves, "counts between batches");
        assertEquals(1_500, store.countByStatus(PeerStatus.UNKNOWN));
    }

    /// Eight threads do what they like to forty ids and addresses. Whatever the order was, the store must agree with itself then.
    @Test
    void concurrentMixedUseStaysConsistent() {
        var store = open();
        var ids = Stream.generate(samples::id).limit(40).toList();
        var endpoints = Stream.generate(samples::endpoint).limit(40).toList();

        Together.run(THREADS, i -> {
            var own = new Samples(i);
            for (int n = 0; n < 150; n++) ifNoDuplicate(() -> doAnything(store, own, ids, endpoints));
        });

        var left = all(store);
        assertEquals(left.size(), left.stream().map(Peer::endpoint).distinct().count(), "one peer for an address");
        assertEquals(left.size(), left.stream().map(Peer::id).distinct().count(), "one peer for an id");
        assertHolds(store, left);
        for (var endpoint : endpoints) assertEquals(left.stream().filter(peer -> peer.endpoint().equals(endpoint)).findAny(), store.findByIpPort(endpoint));
        for (var id : ids) assertEquals(left.stream().filter(peer -> peer.id().equals(id)).findAny(), store.read(id));
        var bans = Set.copyOf(store.bans());
        var again = reopen(store);
        assertHolds(again, keeps() ? left : Set.of());
        assertBans(again, keeps() ? bans : Set.of());
    }

    /// A long series of calls by chance, with few enough ids and addresses that most of them collide, answered as [PlainPeerStore] does.
    @Test
    void answersAsThePlainestStoreDoes() {
        var store = open();
        var model = new PlainPeerStore();
        var ids = Stream.generate(samples::id).limit(12).toList();
        var endpoints = Stream.generate(samples::endpoint).limit(12).toList();

        for (int n = 0; n < 600; n++) {
            long seed = samples.random().nextLong();
            var expected = outcome(model, s -> doAnything(s, new Samples(seed), ids, endpoints));
            assertEquals(expected, outcome(store, s -> doAnything(s, new Samples(seed), ids, endpoints)), "call " + n);
            if (n % 50 == 0) assertHolds(store, all(model));
        }
        assertHolds(store, all(model));
        assertBans(store, Set.copyOf(model.bans()));
    }

    /// A node that has crawled the network: whoever searches through everything at each call does not get through in time.
    @Test
    void manyPeersAreFoundAndCountedInTime() {
        var store = open();
        var some = new ArrayList<Peer>();
        assertTimeoutPreemptively(IN_TIME, () -> {
            for (int n = 0; n < MANY; n += 1_000) {
                var batch = samples.peers(1_000);
                some.add(batch.getFirst());
                assertEquals(1_000, store.batch(batch));
            }
            long counted = 0;
            for (int n = 0; n < 1_000; n++) {
                var peer = some.get(n % some.size());
                assertEquals(Optional.of(peer), store.findByIpPort(peer.endpoint()));
                assertEquals(Optional.of(peer), store.read(peer.id()));
                try (var few = store.findByStatus(peer.status())) {
                    assertEquals(10, few.limit(10).count());
                }
            }
            for (var status : PeerStatus.values()) counted += store.countByStatus(status);
            assertEquals(MANY, counted);
            try (var all = store.listAll()) {
                assertEquals(MANY, all.count());
            }
        });
    }

    @Test
    void theStoreMayBeClosedWhileItIsUsed() {
        var store = open();
        var kept = ConcurrentHashMap.<Peer>newKeySet();
        var peers = Stream.generate(() -> samples.peers(100)).limit(THREADS).toList();

        Together.run(THREADS, i -> {
            try {
                for (var peer : peers.get(i)) {
                    store.create(peer);
                    kept.add(peer);
                    if (kept.size() > 200) store.close();
                }
            } catch (PeerStoreException _) {
                // closed by another thread: what was answered before must be there
            }
        });

        if (keeps()) assertTrue(all(open()).containsAll(kept), "no acknowledged peer is lost");
    }

    private static Object doAnything(PeerStore store, Samples by, List<UUID> ids, List<Endpoint> endpoints) {
        var id = by.oneOf(ids);
        var endpoint = by.oneOf(endpoints);
        var peer = by.peer(id, endpoint, by.oneOf(List.of(PeerStatus.values())));
        return switch (by.between(0, 11)) {
            case 0, 1, 2 -> {
                store.create(peer);
                yield "created";
            }
            case 3, 4 -> {
                store.update(peer);
                yield "updated";
            }
            case 5 -> store.delete(id);
            case 6 -> store.batch(Stream.generate(() -> by.peer(by.oneOf(ids), by.oneOf(endpoints), PeerStatus.VALID)).limit(5).toList());
            case 7 -> store.read(id);
            case 8 -> store.findByIpPort(endpoint);
            case 9 -> ofStatus(store, peer.status()).size();
            case 10 -> {
                store.putBan(by.ban(by.oneOf(TARGETS)));
                yield store.removeBan(by.oneOf(TARGETS));
            }
            default -> store.countByStatus(peer.status());
        };
    }

    private static Object outcome(PeerStore store, Function<PeerStore, Object> call) {
        try {
            return call.apply(store);
        } catch (P2pException refused) {
            return refused.getClass();
        }
    }

    private static void ifNoDuplicate(Runnable task) {
        try {
            task.run();
        } catch (DuplicatePeer | PeerNotFound _) {
            // that is what rivals are told
        }
    }
}
