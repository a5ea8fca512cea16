package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Several nodes with one table of peers: none dials a peer that another has.
class FleetTest {
    private static final Network PUBLIC = new Network("open", new Magic(0x01020304), 8333, List.of("seed.test"));

    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));
    private final CommonStore store = new CommonStore();

    private List<ScriptedPeer> peers(int count) {
        var peers = IntStream.range(0, count).mapToObj(i -> new ScriptedPeer(network, Endpoint.parse("20.%d.1.1:8333".formatted(i))).listen()).toList();
        for (var peer : peers) store.create(Peer.discovered(id(peer), peer.address(), "test", network.clock().instant()));
        return peers;
    }

    private VirtualNode node(int number, Network where, int target, int max) {
        ManagerConfig config = VirtualNode.CONFIG.withNetwork(where).withLimits(ConnectionLimits.of(target, max));
        return new VirtualNode(network, "30.%d.1.1".formatted(number), config, builder -> builder.store(store)).start();
    }

    private List<VirtualNode> nodes(int count, Network where, int target, int max) {
        return IntStream.range(0, count).mapToObj(i -> node(i, where, target, max)).toList();
    }

    private static List<Endpoint> established(List<VirtualNode> nodes) {
        return nodes.stream().flatMap(node -> node.established().stream()).toList();
    }

    @Test
    void noPeerIsDialedByTwoNodesAndAllPlacesAreFilled() {
        var peers = peers(12);

        var nodes = nodes(3, Network.REGTEST, 4, 10);
        for (var node : nodes) node.runUntilEstablished(4);

        assertThat(established(nodes)).hasSize(12).doesNotHaveDuplicates();
        network.run(Duration.ofHours(6));
        assertThat(peers).as("however long it takes").allSatisfy(peer -> assertThat(peer.connections()).isEqualTo(1));
    }

    @Test
    void aNodeThatStopsGivesItsPeersToTheOthersAtOnce() {
        peers(4);
        var first = node(1, Network.REGTEST, 4, 10);
        first.runUntilEstablished(4);
        var second = node(2, Network.REGTEST, 4, 10);
        network.run(Duration.ofMinutes(10));
        assertThat(second.established()).isEmpty();

        first.shutdown();

        assertThat(store.claims).isEmpty();
        second.runUntilEstablished(4);
        assertThat(second.established()).hasSize(4);
    }

    /// A claim by hand stands for that of a node that died: nobody renews it.
    @Test
    void whatADeadNodeHadClaimedIsDialedWhenItsClaimHasEnded() {
        var peer = peers(1).getFirst();
        store.claim(List.of(id(peer)), network.clock().instant(), Duration.ofMinutes(2));
        var node = node(1, Network.REGTEST, 1, 10);

        network.run(Duration.ofSeconds(110));
        assertThat(peer.connections()).isZero();
        network.run(Duration.ofSeconds(20));
        assertThat(peer.connections()).isEqualTo(1);
        assertThat(node.established()).containsExactly(peer.address());
    }

    @Test
    void aPeerThatWasLostIsFreeForOthersSoon() {
        var peers = new ArrayList<>(peers(1));
        var first = node(1, Network.REGTEST, 1, 10);
        first.runUntilEstablished(1);
        var lost = peers.getFirst();
        lost.vanish();
        network.run(Duration.ofSeconds(1));
        first.manager.pauseNetwork();
        network.run(Duration.ofMinutes(2));

        assertThat(store.claims).as("the first gave it back").isEmpty();
    }

    @Test
    void feelersLeaveAloneWhatOthersHaveClaimed() {
        var peers = peers(30);
        var others = peers.subList(10, 30);
        store.claim(others.stream().map(FleetTest::id).toList(), network.clock().instant(), Duration.ofDays(1));

        var node = node(1, PUBLIC, 2, 10);
        node.runUntilEstablished(2);
        network.run(Duration.ofHours(12));

        assertThat(peers.subList(0, 10)).allSatisfy(peer -> assertThat(peer.connections()).isEqualTo(1));
        assertThat(others).allSatisfy(peer -> assertThat(peer.connections()).isZero());
    }

    private static UUID id(ScriptedPeer peer) {
        return new UUID(1, peer.address().ip().low());
    }
}
