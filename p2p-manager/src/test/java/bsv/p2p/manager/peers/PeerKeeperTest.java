package bsv.p2p.manager.peers;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.testkit.PlainPeerStore;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What waits for a store that hangs: here it hangs until the tasks are run.
class PeerKeeperTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final VirtualNetwork network = new VirtualNetwork(Duration.ZERO);
    private final ArrayDeque<Runnable> threads = new ArrayDeque<>();
    private final SerialExecutor serial = new SerialExecutor(threads::add);
    private final PlainPeerStore store = new PlainPeerStore();
    private final Random random = new Random(1);
    private final PeerKeeper keeper = new PeerKeeper(store, serial, new AddressBook(new AddressBuckets(Network.REGTEST, random)), () -> NOW, random);
    private final List<Peer> peers = IntStream.range(0, 10).mapToObj(i -> Peer.discovered(new UUID(0, i), at(i), "test", NOW)).toList();

    PeerKeeperTest() {
        peers.forEach(store::create);
    }

    private static Endpoint at(int i) {
        return new Endpoint(IpAddress.ofIpv4(0x0b000000 + 256 * i + 1), 8333);
    }

    private void runAll() {
        network.run(Duration.ofMillis(50));
        while (!threads.isEmpty()) threads.remove().run();
    }

    private Peer peer(int i) {
        return store.read(peers.get(i).id()).orElseThrow();
    }

    @Test
    void howeverLongAStoreHangsWhatWaitsIsBounded() {
        var told = new AtomicInteger();
        for (int i = 0; i < 100_000; i++) {
            int number = i;
            for (var news : PeerNews.values()) keeper.change(peers.get(i % 10).id(), news, peer -> peer.withAttempts(number, Optional.empty()), network.loop());
            keeper.heard(List.of(new PeerKeeper.Heard(at(1_000 + i), "addr:" + at(i), 1, Optional.of(NOW))), _ -> {});
            keeper.findOrCreate(at(i), "fixed", _ -> told.incrementAndGet());
            keeper.unlessBehind(_ -> told.incrementAndGet());
        }
        assertThat(serial.waiting()).isLessThanOrEqualTo(1_000 + 10);
        assertThat(keeper.unlessBehind(_ -> told.incrementAndGet())).isFalse();
        runAll();
        assertThat(serial.waiting()).isZero();
        for (int i = 0; i < 10; i++) assertThat(peer(i).attempts()).as("the last change").isEqualTo(99_990 + i);
        assertThat(told.get()).isBetween(600, 1_000);
        assertThat(keeper.unlessBehind(_ -> told.incrementAndGet())).isTrue();
    }

    @Test
    void changesOfManyPeersTakeOneThread() {
        for (var peer : peers) keeper.change(peer.id(), PeerNews.REACHED, known -> known.withStatus(PeerStatus.VALID, NOW), network.loop());
        assertThat(threads).isEmpty();
        network.run(Duration.ofMillis(50));
        assertThat(threads).hasSize(1);
        runAll();
        assertThat(store.countByStatus(PeerStatus.VALID)).isEqualTo(10);
    }

    @Test
    void whatIsDoneAtOnceTakesAlongTheChangesBeforeIt() {
        var seen = new AtomicInteger();
        keeper.change(peers.getFirst().id(), PeerNews.REACHED, known -> known.withStatus(PeerStatus.VALID, NOW), network.loop());
        keeper.later(open -> seen.set((int) open.countByStatus(PeerStatus.VALID)));
        threads.remove().run();
        assertThat(seen).hasValue(1);
        runAll();
        assertThat(threads).isEmpty();
    }

    @Test
    void changesOfAPeerAreMadeInTheOrderInWhichTheyCameLast() {
        keeper.change(peers.get(0).id(), PeerNews.GIVEN_UP, peer -> peer.withStatus(PeerStatus.INACCESSIBLE, NOW).withAttempts(3, Optional.of(NOW.plusSeconds(9))), network.loop());
        keeper.change(peers.get(0).id(), PeerNews.REACHED, peer -> peer.withStatus(PeerStatus.VALID, NOW), network.loop());
        keeper.change(peers.get(0).id(), PeerNews.STAYS, peer -> peer.withLastSeen(NOW), network.loop());
        keeper.change(peers.get(1).id(), PeerNews.REACHED, peer -> peer.withStatus(PeerStatus.VALID, NOW), network.loop());
        keeper.change(peers.get(1).id(), PeerNews.GIVEN_UP, peer -> peer.withStatus(PeerStatus.INACCESSIBLE, NOW), network.loop());
        keeper.change(peers.get(2).id(), PeerNews.WAITS, peer -> peer.withAttempts(1, Optional.empty()), network.loop());
        keeper.change(peers.get(2).id(), PeerNews.REACHED, peer -> peer.withAttempts(0, Optional.empty()), network.loop());
        keeper.change(peers.get(2).id(), PeerNews.WAITS, peer -> peer.withAttempts(2, Optional.of(NOW.plus(Duration.ofMinutes(1)))), network.loop());
        runAll();
        assertThat(peer(0)).satisfies(peer -> {
            assertThat(peer.status()).isEqualTo(PeerStatus.VALID);
            assertThat(peer.lastSeen()).contains(NOW);
            assertThat(peer.attempts()).isEqualTo(3);
        });
        assertThat(peer(1).status()).isEqualTo(PeerStatus.INACCESSIBLE);
        assertThat(peer(2).attempts()).isEqualTo(2);
    }

    @Test
    void aPeerThatLeftTheStoreMeanwhileIsNotBroughtBack() {
        keeper.change(peers.get(0).id(), PeerNews.REACHED, peer -> peer.withStatus(PeerStatus.VALID, NOW), network.loop());
        store.delete(peers.get(0).id());
        runAll();
        assertThat(store.read(peers.get(0).id())).isEmpty();
        keeper.change(peers.get(1).id(), PeerNews.REACHED, peer -> peer.withStatus(PeerStatus.VALID, NOW), network.loop());
        runAll();
        assertThat(peer(1).status()).isEqualTo(PeerStatus.VALID);
    }
}
