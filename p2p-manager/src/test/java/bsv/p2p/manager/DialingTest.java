package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.ConnectionCounts;
import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.DialReport.Finding;
import bsv.p2p.api.DialReport.Hindrance;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whom a node dials, when, and why not.
class DialingTest {
    private static final Network PUBLIC = new Network("open", new Magic(0x01020304), 8333, List.of("seed.test"));
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));

    private static Endpoint at(int index) {
        return Endpoint.parse("20.%d.1.1:8333".formatted(index));
    }

    private List<ScriptedPeer> peers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> new ScriptedPeer(network, at(i)).listen()).toList();
    }

    private static List<Endpoint> addresses(List<ScriptedPeer> peers) {
        return peers.stream().map(ScriptedPeer::address).toList();
    }

    private static ManagerConfig config(Network where, int target, int max) {
        return VirtualNode.CONFIG.withNetwork(where).withLimits(ConnectionLimits.of(target, max));
    }

    private VirtualNode node(ManagerConfig config) {
        return new VirtualNode(network, "30.1.1.1", config);
    }

    @Test
    void feelersTryAddressesOutOnceTheTargetIsReached() {
        var peers = peers(0, 12);
        var node = node(config(PUBLIC, 2, 10)).knowing(addresses(peers)).knowing(List.of(at(99))).start();
        node.runUntilEstablished(2);
        network.run(Duration.ofMillis(50));
        assertThat(node.store.countByStatus(PeerStatus.VALID)).isEqualTo(2);
        network.run(Duration.ofHours(2));
        assertThat(node.manager.counts()).isEqualTo(new ConnectionCounts(2, 2, 0, 2));
        assertThat(node.told(ControlEvent.ConnectionEstablished.class)).as("a feeler is no connection").hasSize(2);
        assertThat(node.store.countByStatus(PeerStatus.VALID)).isEqualTo(12);
        assertThat(node.store.findByIpPort(at(99)).orElseThrow().status()).isEqualTo(PeerStatus.INACCESSIBLE);
        assertThat(peers.stream().mapToInt(ScriptedPeer::connections).sum()).isEqualTo(12);
    }

    @Test
    void thereAreNoFeelersWhereAllAreFriendsOrNoPlaceIsFree() {
        var friends = peers(0, 6);
        node(config(Network.REGTEST, 2, 10)).knowing(addresses(friends)).start();
        var strangers = peers(10, 16);
        new VirtualNode(network, "30.1.1.2", config(PUBLIC, 2, 2)).knowing(addresses(strangers)).start();
        network.run(Duration.ofHours(2));
        assertThat(friends.stream().mapToInt(ScriptedPeer::connections).sum()).isEqualTo(2);
        assertThat(strangers.stream().mapToInt(ScriptedPeer::connections).sum()).isEqualTo(2);
    }

    /// The store is taken over as it was at the moment of the crash; the node that had it is still there and writes no more.
    @Test
    void afterACrashThePeersThatWereGoodAreTriedFirst() {
        var peers = peers(0, 30);
        var node = node(config(PUBLIC, 4, 10)).knowing(addresses(peers)).start();
        node.runUntilEstablished(4);
        network.run(Duration.ofHours(6));
        var good = node.established();
        var again = new VirtualNode(network, "30.1.1.2", config(PUBLIC, 2, 10));
        node.store.listAll().forEach(again.store::create);
        again.start();
        again.runUntilEstablished(2);
        assertThat(good).containsAll(again.established());
    }

    @Test
    void whoWasThereForAMomentLatelyIsNotTriedBeforeWhoStayed() {
        var peers = peers(0, 2);
        var node = node(config(PUBLIC, 2, 10)).knowing(addresses(peers)).start();
        node.runUntilEstablished(2);
        network.run(Duration.ofHours(1));
        var fleeting = peers(40, 42);
        for (var peer : fleeting) {
            node.manager.connect(peer.address());
            network.run(Duration.ofSeconds(1));
            peer.vanish();
        }
        network.run(Duration.ofMinutes(10));
        var again = new VirtualNode(network, "30.1.1.2", config(PUBLIC, 2, 10));
        node.store.listAll().forEach(peer -> again.store.create(peer.withStatus(PeerStatus.VALID, network.clock().instant()).withAttempts(0, Optional.empty())));
        fleeting.forEach(ScriptedPeer::listen);
        again.start();
        again.runUntilEstablished(2);
        assertThat(again.established()).containsExactlyInAnyOrderElementsOf(addresses(peers));
    }

    /// The store is written rarely here, and those who were called shortly have had their rest.
    @Test
    void whoWasOnlyLookedAtIsNotTriedBeforeWhoStayed() {
        var peers = peers(0, 30);
        var config = config(PUBLIC, 4, 10);
        var node = node(config.withStore(config.store().withSaveInterval(Duration.ofDays(1)))).knowing(addresses(peers)).start();
        node.runUntilEstablished(4);
        assertThat(network.runUntil(() -> node.store.countByStatus(PeerStatus.VALID) == 20, Duration.ofHours(6))).isTrue();
        network.run(Duration.ofMinutes(11));
        var good = node.established();
        var again = new VirtualNode(network, "30.1.1.2", config(PUBLIC, 2, 10));
        node.store.listAll().forEach(again.store::create);
        again.start();
        again.runUntilEstablished(2);
        assertThat(good).containsAll(again.established());
    }

    @Test
    void aDeadPeerKeepsNobodyOfItsNetworkGroupOut() {
        var good = new ScriptedPeer(network, at(5));
        var node = node(config(PUBLIC, 1, 5)).knowing(List.of(Endpoint.parse("20.5.9.9:8333"))).start();
        network.run(Duration.ofSeconds(10));
        good.listen();
        node.knowing(List.of(good.address()));
        assertThat(network.runUntil(() -> node.manager.connectionCount() == 1, Duration.ofSeconds(5))).isTrue();
        network.run(Duration.ofHours(1));
        assertThat(node.established()).containsExactly(good.address());
    }

    @Test
    void afterACleanStopThePeersThatWereGoodAreTriedFirst() {
        var peers = peers(0, 30);
        var node = node(config(PUBLIC, 4, 10)).knowing(addresses(peers)).start();
        node.runUntilEstablished(4);
        network.run(Duration.ofMinutes(2));
        var good = node.established();
        node.shutdown();
        var again = new VirtualNode(network, "30.1.1.2", config(PUBLIC, 2, 10), builder -> builder.store(node.store));
        again.start();
        again.runUntilEstablished(2);
        assertThat(good).containsAll(again.established());
    }

    @Test
    void theCoolDownOfAnInaccessiblePeerDoublesFromAnHourToADay() {
        var config = config(Network.REGTEST, 1, 4);
        var node = node(config.withConnection(config.connection().withBackoff(config.connection().backoff().withMaxRetries(3)))).knowing(List.of(at(1))).start();
        var waits = new ArrayList<Long>();
        Instant last = Instant.MIN;
        for (int i = 0; i < 7; i++) {
            var before = last;
            assertThat(network.runUntil(() -> coolDown(node).filter(until -> until.isAfter(before)).isPresent(), Duration.ofHours(30))).isTrue();
            last = coolDown(node).orElseThrow();
            waits.add(Duration.between(network.clock().instant(), last).toMinutes());
        }
        assertThat(waits).containsExactly(60L, 120L, 240L, 480L, 960L, 1_440L, 1_440L);
        assertThat(node.told(ControlEvent.ConnectionFailed.class)).as("four dials at first, one after each rest").hasSize(4 + 6);
        new ScriptedPeer(network, at(1)).listen();
        assertThat(network.runUntil(() -> node.manager.connectionCount() == 1, Duration.ofHours(25))).isTrue();
        network.run(Duration.ofMillis(50));
        assertThat(node.store.findByIpPort(at(1)).orElseThrow().attempts()).isZero();
    }

    private static Optional<Instant> coolDown(VirtualNode node) {
        return node.store.findByStatus(PeerStatus.INACCESSIBLE).findFirst().flatMap(peer -> peer.nextAttempt());
    }

    @Test
    void twoNodesThatDialEachOtherKeepBothConnectionsAndTheirCounts() {
        var one = crossing("30.2.1.1", "30.3.1.1");
        var other = crossing("30.3.1.1", "30.2.1.1");
        one.start();
        other.start();
        network.run(Duration.ofHours(3));
        for (var node : List.of(one, other)) {
            assertThat(node.manager.counts()).isEqualTo(new ConnectionCounts(2, 2, 1, 1));
            assertThat(node.told(ControlEvent.ConnectionEstablished.class)).hasSize(2);
            assertThat(node.told(ControlEvent.PeerBanned.class)).isEmpty();
        }
    }

    private VirtualNode crossing(String own, String peer) {
        var config = config(Network.REGTEST, 1, 5);
        return new VirtualNode(network, own, config.withListener(config.listener().withEnabled(true).withAddresses(List.of(Endpoint.parse(own + ":18444")))))
                .knowing(List.of(Endpoint.parse(peer + ":18444")));
    }

    @Test
    void onAPublicNetworkWhoCalledIsNotDialed() {
        var config = config(PUBLIC, 1, 5);
        var peer = new ScriptedPeer(network, at(1)).listen();
        var node = node(config.withListener(config.listener().withEnabled(true).withAddresses(List.of(Endpoint.parse("30.1.1.1:8333"))))).start();
        new ScriptedPeer(network, new Endpoint(at(1).ip(), 50_000)).dial(Endpoint.parse("30.1.1.1:8333"));
        assertThat(node.runUntilEstablished(1)).isTrue();
        node.knowing(List.of(peer.address()));
        network.run(Duration.ofMinutes(1));
        assertThat(peer.connections()).isZero();
        assertThat(node.manager.dialReport().peers()).containsEntry(Hindrance.CONNECTED, 1L);
    }

    @Test
    void peersAreAddedForEverAndRemovedAtRunTime() {
        var target = peers(0, 1);
        var added = new ScriptedPeer(network, at(50)).listen();
        var node = node(config(Network.REGTEST, 1, 5)).knowing(addresses(target)).start();
        node.runUntilEstablished(1);
        var id = node.manager.addPeer(added.address());
        assertThat(node.runUntilEstablished(2)).isTrue();
        assertThat(node.manager.connections()).filteredOn(one -> one.peerId().equals(id)).singleElement().satisfies(one -> assertThat(one.fixed()).isTrue());
        added.vanish();
        network.run(Duration.ofHours(3));
        var back = new ScriptedPeer(network, added.address()).listen();
        assertThat(network.runUntil(() -> node.manager.connectionCount() == 2, Duration.ofMinutes(12))).isTrue();
        assertThat(node.manager.removePeer(added.address())).isTrue();
        assertThat(node.manager.removePeer(added.address())).isFalse();
        network.run(Duration.ofHours(3));
        assertThat(back.isClosed()).isTrue();
        assertThat(back.connections()).isEqualTo(1);
    }

    @Test
    void aReportTellsWhyANodeIsNotDialing() {
        var peers = peers(0, 2);
        network.silence(at(70).ip());
        var node = node(config(PUBLIC, 3, 3)).knowing(addresses(peers))
                .knowing(List.of(Endpoint.parse("20.0.9.9:8333"), Endpoint.parse("192.168.1.1:8333"), Endpoint.parse("21.5.1.1:8333"), at(70)));
        node.manager.start();
        node.manager.ban(Cidr.parse("21.5.0.0/16"), new BanReason.Manual(""), Optional.empty());
        assertThat(node.manager.dialReport().finding()).isEqualTo(Finding.DIALING);
        network.run(Duration.ofSeconds(60));
        var report = node.manager.dialReport();
        assertThat(report.finding()).isEqualTo(Finding.NOBODY_TO_DIAL);
        assertThat(report.target()).isEqualTo(3);
        assertThat(report.peers()).containsEntry(Hindrance.CONNECTED, 2L).containsEntry(Hindrance.BANNED, 1L).containsEntry(Hindrance.UNREACHABLE, 1L)
                .containsOnlyKeys(Hindrance.values());
        assertThat(report.peers().get(Hindrance.NETGROUP_TAKEN) + report.peers().get(Hindrance.WAITING)).as("the silent one, and the dead one beside a good one").isEqualTo(2);
        node.manager.updateConfig(node.manager.config().withLimits(ConnectionLimits.of(2, 3)));
        assertThat(node.manager.dialReport().finding()).isEqualTo(Finding.TARGET_REACHED);
        node.manager.updateConfig(node.manager.config().withLimits(ConnectionLimits.of(2, 2)));
        node.manager.pauseNetwork();
        assertThat(node.manager.dialReport().finding()).isEqualTo(Finding.NOT_RUNNING);
    }

    @Test
    void aPeerThatWaitsIsSeenAsSuch() {
        var node = node(config(Network.REGTEST, 1, 3)).knowing(List.of(at(1))).start();
        network.run(Duration.ofSeconds(30));
        assertThat(node.manager.connections()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(ConnectionState.DISCONNECTED);
            assertThat(one.retries()).isPositive();
        });
        assertThat(node.manager.dialReport().waiting()).isEqualTo(1);
    }
}
