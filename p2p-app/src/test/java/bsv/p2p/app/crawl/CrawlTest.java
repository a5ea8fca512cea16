package bsv.p2p.app.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.ConnectionConfig;
import bsv.p2p.api.config.IdentityConfig;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Chain;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.testkit.PlainPeerStore;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Crawls of virtual networks.
class CrawlTest {
    private static final Endpoint HOME = Endpoint.parse("10.200.0.1:1");
    private static final CrawlPlan PLAN = new CrawlPlan(Network.REGTEST, IdentityConfig.DEFAULT,
            LinkOptions.of(Network.REGTEST.magic(), ConnectionConfig.DEFAULT, Optional.empty()), Duration.ofSeconds(30), Duration.ofSeconds(150), 2_000, 100_000, false);

    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(50));
    private final PlainPeerStore store = new PlainPeerStore();
    private final List<Visited> visits = new ArrayList<>();

    private Crawl crawl(CrawlPlan plan) {
        return new Crawl(network.transport(HOME.ip()), plan, new CrawlStore(store, network.clock()), visits::add, network.blocking(), network.clock(), new Random(1));
    }

    private Crawl begin(CrawlPlan plan, Endpoint first) {
        var crawl = crawl(plan);
        crawl.found(List.of(first), "manual");
        return crawl;
    }

    private void awaitEnd(Crawl crawl) {
        assertThat(network.runUntil(() -> crawl.over().isDone(), Duration.ofHours(10))).isTrue();
        assertThat(crawl.over()).isCompletedWithValue(null);
    }

    private static Endpoint node(int number) {
        return new Endpoint(IpAddress.ofIpv4(0x0a000000 + number), 18_444);
    }

    /// Tells its addresses so long after it was asked.
    private class Teller extends ScriptedPeer {
        private final Duration delay;
        private final List<Endpoint> knows;

        private Teller(Endpoint address, Duration delay, List<Endpoint> knows) {
            super(network, address);
            this.delay = delay;
            this.knows = knows;
        }

        @Override
        protected void hear(Message message) {
            super.hear(message);
            if (message instanceof GetAddr) network.loop().schedule(() -> send(addr(knows)), delay);
        }
    }

    private static Addr addr(List<Endpoint> endpoints) {
        return new Addr(endpoints.stream().map(one -> new TimestampedAddress(1_767_225_600L, NetworkAddress.of(Services.NETWORK, one))).toList());
    }

    /// Of ten nodes one is gone, one never answers, one is full or broken in some way; the others know a dozen.
    @Test
    void everyNodeOfFiveThousandIsCalledOnceAndAllThatCanBeReachedAre() {
        var random = new Random(4711);
        int size = 5_000;
        var reachable = new HashMap<Endpoint, ScriptedPeer>();
        int told = 0;
        for (int i = 0; i < size; i++) {
            if (i % 10 == 7) continue;
            if (i % 10 == 8) {
                network.silence(node(i).ip());
                continue;
            }
            int self = i;
            var knows = IntStream.range(0, 12).mapToObj(n -> node(n < 6 ? (self + 1 + n) % size : random.nextInt(size))).toList();
            var peer = new Teller(node(i), Duration.ofMillis(random.nextInt(90_000)), knows);
            peer.listen();
            if (i % 50 == 9) peer.mute();
            else reachable.put(node(i), peer);
            told++;
        }
        assertThat(told).isEqualTo(4_000);
        var crawl = begin(PLAN, node(0));
        var most = new int[1];
        assertThat(network.runUntil(() -> {
            most[0] = Math.max(most[0], crawl.progress().underWay());
            return crawl.over().isDone();
        }, Duration.ofHours(10))).isTrue();

        network.run(Duration.ofSeconds(1));
        assertThat(visits.stream().filter(Visited::isReached).map(Visited::address)).containsExactlyInAnyOrderElementsOf(reachable.keySet());
        assertThat(visits.stream().map(Visited::address)).doesNotHaveDuplicates().hasSize(size);
        assertThat(reachable.values()).allSatisfy(peer -> {
            assertThat(peer.connections()).isEqualTo(1);
            assertThat(peer.isClosed()).isTrue();
            assertThat(peer.heard(GetAddr.class)).hasSize(1);
        });
        assertThat(most[0]).isBetween(1_000, PLAN.atOnce());
        assertThat(crawl.progress()).isEqualTo(new Crawl.Progress(size, reachable.size(), 0, 0, size));
        assertThat(store.countByStatus(PeerStatus.VALID)).isEqualTo(reachable.size());
        assertThat(store.countByStatus(PeerStatus.INACCESSIBLE)).isEqualTo(size - reachable.size());
        assertThat(store.countByStatus(PeerStatus.UNKNOWN)).isZero();
    }

    @Test
    void aCrawlThatWasStoppedGoesOnWhereItWas() {
        int size = 400;
        var peers = IntStream.range(0, size).mapToObj(i -> {
            var knows = IntStream.rangeClosed(1, 8).mapToObj(n -> node((i + n) % size)).toList();
            return new Teller(node(i), Duration.ofSeconds(20), knows).listen();
        }).toList();
        var plan = withAtOnce(10);
        var first = begin(plan, node(0));
        assertThat(network.runUntil(() -> first.progress().visited() >= 200, Duration.ofHours(10))).isTrue();
        first.stop();
        awaitEnd(first);
        int before = visits.size();
        assertThat(before).isLessThan(size);

        var second = crawl(plan);
        second.resume(new CrawlStore(store, network.clock()).known(Duration.ofDays(1)));
        awaitEnd(second);
        assertThat(visits.stream().map(Visited::address)).doesNotHaveDuplicates().hasSize(size);
        // Those that were cut off were called twice.
        assertThat(peers.stream().mapToInt(ScriptedPeer::connections).sum()).isBetween(size + 1, size + plan.atOnce());

        network.run(Duration.ofDays(2));
        var third = crawl(plan);
        third.resume(new CrawlStore(store, network.clock()).known(Duration.ofDays(1)));
        awaitEnd(third);
        assertThat(third.progress().visited()).as("all of them again").isEqualTo(size);
    }

    private static CrawlPlan withAtOnce(int atOnce) {
        return new CrawlPlan(PLAN.network(), PLAN.identity(), PLAN.link(), PLAN.handshakeTimeout(), PLAN.addrWait(), atOnce, PLAN.mostAddresses(), PLAN.otherChains());
    }

    private Visited onlyVisit(ScriptedPeer peer) {
        peer.listen();
        awaitEnd(begin(PLAN, peer.address()));
        return visits.getFirst();
    }

    @Test
    void anAddressThatANodeAnnouncesOfItselfIsNoAnswer() {
        var next = new Teller(node(2), Duration.ofSeconds(1), List.of());
        next.listen();
        var found = onlyVisit(new Teller(node(1), Duration.ofSeconds(100), List.of(node(2), node(1))) {
            @Override
            protected void hear(Message message) {
                super.hear(message);
                if (message instanceof GetAddr) send(addr(List.of(address())));
            }
        });
        assertThat(found.told()).hasSize(3);
        assertThat(next.connections()).isEqualTo(1);
    }

    @Test
    void aNodeThatTellsNothingIsReachedAndNamed() {
        var found = onlyVisit(new ScriptedPeer(network, node(1)));
        assertThat(found.isReached()).isTrue();
        assertThat(found.chain()).isEqualTo(Chain.BSV);
        assertThat(found.handshake()).hasValue(Duration.ofMillis(150));
        assertThat(found.problem()).isEqualTo("told no addresses within 150 s");
        assertThat(network.clock().instant()).as("the wait and a few latencies").isBetween(Instant.parse("2026-01-01T00:02:30Z"), Instant.parse("2026-01-01T00:02:31Z"));
    }

    @Test
    void pingsAreAnsweredWhileItWaits() {
        var peer = new ScriptedPeer(network, node(1)) {
            @Override
            protected void hear(Message message) {
                super.hear(message);
                if (message instanceof GetAddr) send(new Ping(12));
            }
        };
        onlyVisit(peer);
        assertThat(peer.heard(Pong.class)).containsExactly(new Pong(12));
    }

    @Test
    void nodesOfOtherChainsAreNamedButNotAskedAndNotOfferedToNodes() {
        var peer = new Teller(node(1), Duration.ofSeconds(1), List.of(node(2), node(3)));
        peer.called("/Bitcoin ABC:0.27/");
        var found = onlyVisit(peer);
        assertThat(found.chain()).isEqualTo(Chain.OTHER);
        assertThat(found.isReached()).isTrue();
        assertThat(found.problem()).isEmpty();
        assertThat(peer.heard(GetAddr.class)).isEmpty();
        assertThat(visits).hasSize(1);
        assertThat(store.findByIpPort(node(1)).orElseThrow().status()).isEqualTo(PeerStatus.INACCESSIBLE);
    }

    @Test
    void aNodeThatHangsUpIsNotReached() {
        var peer = new ScriptedPeer(network, node(1)) {
            @Override
            protected void hear(Message message) {
                if (message instanceof Version) hangUp();
            }
        };
        var found = onlyVisit(peer);
        assertThat(found.isReached()).isFalse();
        assertThat(found.version()).isEmpty();
        assertThat(found.problem()).isEqualTo("closed during the handshake");
    }

    /// Ten thousand addresses in ten messages: the first message is the answer, and the crawl hangs up.
    @Test
    void aLiarCostsNoMoreThanOneAnswer() {
        var peer = new ScriptedPeer(network, node(1)) {
            @Override
            protected void hear(Message message) {
                super.hear(message);
                if (!(message instanceof GetAddr)) return;
                for (int n = 0; n < 10; n++) {
                    int from = 1_000 * n;
                    send(addr(IntStream.range(from, from + 1_000).mapToObj(i -> node(100_000 + i)).toList()));
                }
            }
        };
        onlyVisit(peer);
        assertThat(visits).hasSize(1_001);
    }

    @Test
    void noMoreAddressesAreTakenThanTheLimit() {
        var plan = new CrawlPlan(PLAN.network(), PLAN.identity(), PLAN.link(), PLAN.handshakeTimeout(), PLAN.addrWait(), 10, 50, false);
        new Teller(node(1), Duration.ofSeconds(1), IntStream.range(2, 200).mapToObj(CrawlTest::node).toList()).listen();
        var crawl = begin(plan, node(1));
        awaitEnd(crawl);
        assertThat(crawl.progress().known()).isEqualTo(50);
        assertThat(visits).hasSize(50);
    }

    @Test
    void onAPublicNetworkPrivateAddressesAreNotCalled() {
        var plan = new CrawlPlan(Network.MAINNET, PLAN.identity(), PLAN.link(), PLAN.handshakeTimeout(), PLAN.addrWait(), 10, 50, false);
        var crawl = begin(plan, node(1));
        network.run(Duration.ofMinutes(1));
        assertThat(crawl.progress().known()).isZero();
    }

    @Test
    void aStoreThatFailsEndsTheCrawlWithItsError() {
        var peers = Map.of(node(1), new Teller(node(1), Duration.ofSeconds(1), List.of(node(2), node(3))));
        peers.values().forEach(ScriptedPeer::listen);
        var crawl = begin(PLAN, node(1));
        network.run(Duration.ofMillis(500));
        store.close();
        assertThat(network.runUntil(() -> crawl.over().isDone(), Duration.ofMinutes(10))).isTrue();
        assertThat(crawl.over()).isCompletedExceptionally();
        network.run(Duration.ofMinutes(10));
        assertThat(crawl.progress().underWay()).isZero();
    }
}
