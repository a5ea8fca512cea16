package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Addresses learned, passed on and told, as PROTOCOL section 8 has it: by whom, to whom, how many.
class GossipTest {
    private static final Endpoint NODE = Endpoint.parse("10.9.9.9:18444");
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));

    private static ManagerConfig config(int target, int max) {
        var config = VirtualNode.CONFIG;
        return config.withLimits(ConnectionLimits.of(target, max)).withListener(config.listener().withEnabled(true).withAddresses(List.of(NODE)));
    }

    private VirtualNode node(ManagerConfig config) {
        return new VirtualNode(network, NODE.ip().toString(), config);
    }

    private ScriptedPeer dialedPeer() {
        return new ScriptedPeer(network, Endpoint.parse("10.1.0.1:18444")).listen();
    }

    private ScriptedPeer caller(int number) {
        return new ScriptedPeer(network, Endpoint.parse("10.7.%d.1:50000".formatted(number))).dial(NODE);
    }

    private static Endpoint address(int number) {
        return new Endpoint(IpAddress.ofIpv4(0x0b000000 + 256 * number + 1), 8333);
    }

    private TimestampedAddress told(Endpoint endpoint, Duration ago) {
        return new TimestampedAddress(network.clock().instant().minus(ago).getEpochSecond(), NetworkAddress.of(Services.NETWORK, endpoint));
    }

    private static Stream<Endpoint> endpoints(ScriptedPeer hearer) {
        return hearer.heard(Addr.class).stream().flatMap(addr -> addr.addresses().stream()).map(entry -> entry.address().endpoint());
    }

    private VirtualNode nodeWithCallers(ScriptedPeer teller, List<ScriptedPeer> callers, int count) {
        var node = node(config(1, 40)).knowing(List.of(teller.address())).start();
        node.runUntilEstablished(1);
        for (int i = 0; i < count; i++) callers.add(caller(i));
        assertThat(node.runUntilEstablished(1 + count)).isTrue();
        teller.send(new Addr(List.of()));
        return node;
    }

    @Test
    void aFreshAddressGoesToTwoCallersTheSameForADay() {
        var teller = dialedPeer();
        var callers = new ArrayList<ScriptedPeer>();
        nodeWithCallers(teller, callers, 12);
        teller.send(new Addr(List.of(told(address(1), Duration.ZERO))));
        network.run(Duration.ofMinutes(10));
        var hearers = callers.stream().filter(caller -> endpoints(caller).anyMatch(address(1)::equals)).toList();
        assertThat(hearers).hasSize(2);
        assertThat(endpoints(teller)).isEmpty();
        teller.send(new Addr(List.of(told(address(1), Duration.ZERO))));
        network.run(Duration.ofMinutes(10));
        assertThat(callers.stream().filter(caller -> endpoints(caller).anyMatch(address(1)::equals)).toList()).isEqualTo(hearers);
        assertThat(hearers).allSatisfy(hearer -> assertThat(endpoints(hearer)).as("who knows it is not told again").containsExactly(address(1)));
    }

    @Test
    void manyAddressesSpreadOverAllCallers() {
        var teller = dialedPeer();
        var callers = new ArrayList<ScriptedPeer>();
        nodeWithCallers(teller, callers, 6);
        for (int i = 0; i < 60; i++) {
            teller.send(new Addr(List.of(told(address(i), Duration.ZERO))));
            network.run(Duration.ofSeconds(20));
        }
        network.run(Duration.ofMinutes(10));
        assertThat(callers).allSatisfy(caller -> assertThat(endpoints(caller).count()).isBetween(5L, 40L));
        assertThat(callers.stream().flatMap(GossipTest::endpoints).distinct()).hasSizeGreaterThan(55);
    }

    @Test
    void oldNewsLongListsAndAnswersAreNotPassedOn() {
        var teller = dialedPeer();
        var callers = new ArrayList<ScriptedPeer>();
        var node = nodeWithCallers(teller, callers, 3);
        teller.send(new Addr(List.of(told(address(1), Duration.ofMinutes(11)))));
        teller.send(new Addr(List.of(told(address(2), Duration.ofMinutes(-11)))));
        teller.send(new Addr(IntStream.range(100, 111).mapToObj(i -> told(address(i), Duration.ZERO)).toList()));
        callers.getFirst().send(new Addr(List.of(told(address(3), Duration.ZERO))));
        network.run(Duration.ofMinutes(20));
        assertThat(callers.stream().flatMap(GossipTest::endpoints)).isEmpty();
        assertThat(node.store.countByStatus(PeerStatus.UNKNOWN) + node.store.countByStatus(PeerStatus.INACCESSIBLE)).as("but remembered").isEqualTo(13);
    }

    /// The first addr message after our getaddr is its answer, whatever its size.
    @Test
    void theAnswerToOurGetaddrIsNoNews() {
        var teller = dialedPeer();
        var node = node(config(1, 40)).knowing(List.of(teller.address())).start();
        node.runUntilEstablished(1);
        var caller = caller(1);
        assertThat(node.runUntilEstablished(2)).isTrue();
        teller.send(new Addr(List.of(told(address(1), Duration.ZERO))));
        teller.send(new Addr(List.of(told(address(2), Duration.ZERO))));
        network.run(Duration.ofMinutes(10));
        assertThat(endpoints(caller)).containsExactly(address(2));
    }

    /// The figure: at most the burst and the rate are taken, and none is passed on.
    @Test
    void ofAHundredThousandAddressesAThousandAreTakenAndNoneIsPassedOn() {
        var teller = dialedPeer();
        var callers = new ArrayList<ScriptedPeer>();
        var node = nodeWithCallers(teller, callers, 4);
        for (int batch = 0; batch < 100; batch++) {
            int first = batch * 1_000;
            teller.send(new Addr(IntStream.range(first, first + 1_000).mapToObj(i -> told(address(i), Duration.ZERO)).toList()));
        }
        network.run(Duration.ofSeconds(100));
        long taken = node.store.listAll().count() - 1;
        assertThat(taken).isBetween(1_000L, 1_000L + 11);
        assertThat(callers.stream().flatMap(GossipTest::endpoints)).isEmpty();
    }

    @Test
    void aFloodInSmallMessagesIsPassedOnByItsBudgetOnly() {
        var teller = dialedPeer();
        var callers = new ArrayList<ScriptedPeer>();
        nodeWithCallers(teller, callers, 4);
        for (int i = 0; i < 2_000; i++) teller.send(new Addr(List.of(told(address(i), Duration.ZERO))));
        network.run(Duration.ofMinutes(10));
        assertThat(callers.stream().flatMap(GossipTest::endpoints).distinct()).hasSizeBetween(5, 11);
    }

    @Test
    void allWhoAskWithinADayGetTheSameAnswer() {
        var node = node(config(0, 100));
        for (int i = 0; i < 400; i++) {
            node.store.create(Peer.discovered(address(i), "test", network.clock().instant()).withServices(Services.NETWORK).withLastSeen(network.clock().instant()));
        }
        node.start();
        var answers = new ArrayList<List<Endpoint>>();
        for (int i = 0; i < 5; i++) answers.add(ask(i));
        assertThat(answers.getFirst()).hasSize(92);
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isEqualTo(answers.getFirst()));
        network.run(Duration.ofHours(24));
        assertThat(ask(9)).hasSize(92).isNotEqualTo(answers.getFirst());
    }

    @Test
    void aNodeThatKnowsTwiceAsManyAnswersAnew() {
        var node = node(config(0, 100)).start();
        for (int i = 0; i < 400; i++) {
            node.store.create(Peer.discovered(address(i), "test", network.clock().instant()).withServices(Services.NETWORK).withLastSeen(network.clock().instant()));
            if (i == 3) assertThat(ask(1)).hasSize(1);
            if (i == 6) assertThat(ask(2)).as("of seven, when four were known before").hasSize(1);
        }
        assertThat(ask(3)).hasSize(92);
    }

    @Test
    void noAnswerIsLongerThanAMessageMayBe() {
        var node = node(config(0, 100));
        for (int i = 0; i < 6_000; i++) {
            node.store.create(Peer.discovered(address(i), "test", network.clock().instant()).withServices(Services.NETWORK).withLastSeen(network.clock().instant()));
        }
        node.start();
        assertThat(ask(0)).as("of 1,380").hasSize(Addr.MAX_ADDRESSES);
    }

    /// However many tell, however fast.
    @Test
    void newsGoToCallersOnlyAndNoMoreAtATimeThanAMessageMayHold() {
        var config = config(2, 40);
        var tellers = List.of(dialedPeer(), new ScriptedPeer(network, Endpoint.parse("10.1.0.2:18444")).listen());
        var generous = config.withGossip(config.gossip().withAddrBurst(100_000).withAddrRate(100_000).withAddrInterval(Duration.ofHours(1)));
        var node = node(generous).knowing(tellers.stream().map(ScriptedPeer::address).toList()).start();
        node.runUntilEstablished(2);
        var caller = caller(1);
        node.runUntilEstablished(3);
        tellers.forEach(teller -> teller.send(new Addr(List.of())));
        for (int i = 0; i < 1_500; i++) {
            tellers.get(i % 2).send(new Addr(List.of(told(address(i), Duration.ZERO))));
            network.run(Duration.ofMillis(1));
        }
        assertThat(network.runUntil(() -> endpoints(caller).findAny().isPresent(), Duration.ofHours(12))).isTrue();
        assertThat(caller.heard(Addr.class)).singleElement().satisfies(addr -> assertThat(addr.addresses()).hasSize(Addr.MAX_ADDRESSES));
        network.run(Duration.ofHours(12));
        assertThat(tellers.stream().flatMap(GossipTest::endpoints)).isEmpty();
    }

    private List<Endpoint> ask(int number) {
        var asker = caller(number);
        network.run(Duration.ofSeconds(1));
        asker.send(new GetAddr());
        network.run(Duration.ofMinutes(6));
        var answer = endpoints(asker).toList();
        asker.hangUp();
        return answer;
    }

    @Test
    void aNodeThatServesTellsItsOwnAddressAtOnceAndNowAndThen() {
        var served = config(1, 10);
        var peer = dialedPeer();
        var node = node(served.withIdentity(served.identity().withServices(Services.NETWORK))).knowing(List.of(peer.address())).start();
        node.runUntilEstablished(1);
        network.run(Duration.ofSeconds(1));
        assertThat(endpoints(peer)).containsExactly(NODE);
        network.run(Duration.ofDays(20));
        assertThat(endpoints(peer).count()).as("every 9.6 hours on average").isBetween(30L, 75L);
        assertThat(endpoints(peer).distinct()).containsExactly(NODE);
    }

    @Test
    void addressesThatWerePromisedToServeBlocksMustDoSo() {
        var liar = new ScriptedPeer(network, Endpoint.parse("10.1.0.2:18444")) {
            @Override
            public Version version() {
                var honest = super.version();
                return Version.of(70_016, Services.BITCOIN_CASH, honest.timestamp(), NetworkAddress.UNSPECIFIED, 77, "/Bitcoin SV:1.2.2/", 1, true);
            }
        }.listen();
        var teller = new ScriptedPeer(network, Endpoint.parse("10.1.0.1:18444")) {
            @Override
            protected void hear(Message message) {
                super.hear(message);
                if (message instanceof GetAddr) send(new Addr(List.of(told(liar.address(), Duration.ZERO))));
            }
        }.listen();
        var node = node(config(2, 10)).knowing(List.of(teller.address())).start();
        network.run(Duration.ofMinutes(1));
        assertThat(liar.connections()).isEqualTo(1);
        assertThat(node.established()).containsExactly(teller.address());
        assertThat(node.store.findByIpPort(liar.address()).orElseThrow().status()).isEqualTo(PeerStatus.INACCESSIBLE);
    }
}
