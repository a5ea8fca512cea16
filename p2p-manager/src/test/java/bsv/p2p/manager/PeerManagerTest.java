package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.ManagerMode;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.config.StoreConfig;
import bsv.p2p.api.config.UserAgentPattern;
import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.error.MessageNotSent;
import bsv.p2p.api.error.P2pException;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.error.PeerNotFound;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.MessageCount;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.RejectCode;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PeerManagerTest {
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));

    private static Endpoint at(int host) {
        return Endpoint.parse("10.0.%d.%d:18444".formatted(host / 250, host % 250 + 1));
    }

    private List<ScriptedPeer> peers(int count) {
        return IntStream.range(0, count).mapToObj(i -> new ScriptedPeer(network, at(i)).listen()).toList();
    }

    private static List<Endpoint> addresses(List<ScriptedPeer> peers) {
        return peers.stream().map(ScriptedPeer::address).toList();
    }

    private static ManagerConfig limits(int target, int max) {
        return VirtualNode.CONFIG.withLimits(ConnectionLimits.of(target, max));
    }

    private static ManagerConfig listening(ManagerConfig config) {
        return config.withListener(config.listener().withEnabled(true).withAddresses(List.of(Endpoint.parse("10.9.9.9:18444"))));
    }

    private VirtualNode node(ManagerConfig config) {
        return new VirtualNode(network, "10.9.9.9", config);
    }

    private ScriptedPeer caller(int host) {
        return new ScriptedPeer(network, Endpoint.parse("10.7.%d.%d:50000".formatted(host / 250, host % 250 + 1))).dial(Endpoint.parse("10.9.9.9:18444"));
    }

    @Test
    void keepsTheTargetOfOutboundConnectionsAndNoMore() {
        var node = node(limits(8, 20)).knowing(addresses(peers(30))).start();
        assertThat(node.runUntilEstablished(8)).isTrue();
        network.run(Duration.ofMinutes(5));
        assertThat(node.manager.counts()).isEqualTo(new bsv.p2p.api.ConnectionCounts(8, 8, 0, 8));
        assertThat(node.told(ControlEvent.ConnectionEstablished.class)).hasSize(8);
        assertThat(node.manager.mode()).isEqualTo(ManagerMode.NORMAL);
        assertThat(node.manager.peers().map(peer -> peer.endpoint())).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 30).mapToObj(PeerManagerTest::at).toList());
    }

    @Test
    void refillsWhenAPeerVanishesAndRemembersWhoWasGood() {
        var peers = peers(12);
        var node = node(limits(8, 20)).knowing(addresses(peers)).start();
        node.runUntilEstablished(8);
        var lost = peers.stream().filter(peer -> node.established().contains(peer.address())).limit(3).toList();
        lost.forEach(ScriptedPeer::vanish);
        assertThat(network.runUntil(() -> node.told(ControlEvent.ConnectionLost.class).size() == 3, Duration.ofSeconds(1))).isTrue();
        assertThat(node.runUntilEstablished(8)).isTrue();
        assertThat(node.established()).doesNotContainAnyElementsOf(addresses(lost));
        assertThat(node.told(ControlEvent.ConnectionRestarting.class)).isNotEmpty();
        assertThat(node.store.countByStatus(PeerStatus.VALID)).isGreaterThanOrEqualTo(8);
    }

    @Test
    void unreachablePeersAreRetriedWithBackoffAndThenLeftAlone() {
        var node = node(limits(1, 4).withConnection(VirtualNode.CONFIG.connection().withBackoff(VirtualNode.CONFIG.connection().backoff().withMaxRetries(2))))
                .knowing(List.of(at(1))).start();
        network.run(Duration.ofMinutes(3));
        assertThat(node.told(ControlEvent.ConnectionFailed.class)).hasSize(3);
        var peer = node.store.findByIpPort(at(1)).orElseThrow();
        assertThat(peer.status()).isEqualTo(PeerStatus.INACCESSIBLE);
        assertThat(Duration.between(network.clock().instant(), peer.nextAttempt().orElseThrow())).isBetween(Duration.ofMinutes(55), Duration.ofMinutes(60));
        assertThat(node.manager.counts().reserved()).isZero();
        new ScriptedPeer(network, at(1)).listen();
        assertThat(network.runUntil(() -> node.manager.connectionCount() == 1, Duration.ofMinutes(70))).isTrue();
    }

    @Test
    void aSilentPeerCostsItsTimeoutAndNothingElse() {
        network.silence(at(1).ip());
        var node = node(limits(2, 4)).knowing(List.of(at(1), at(2)));
        new ScriptedPeer(network, at(2)).listen();
        node.start();
        assertThat(node.runUntilEstablished(1)).isTrue();
        network.run(Duration.ofSeconds(6));
        assertThat(node.told(ControlEvent.ConnectionFailed.class)).extracting(ControlEvent.ConnectionFailed::failure)
                .contains(new PeerFailure.ConnectionTimeout(Duration.ofSeconds(5)));
    }

    @Test
    void fixedPeersAreAllDialedForEverWhateverTheTarget() {
        var peers = peers(4);
        var dead = at(77);
        var fixed = new ArrayList<>(addresses(peers));
        fixed.add(dead);
        var node = new VirtualNode(network, "10.9.9.9", limits(1, 20), builder -> builder.withFixedPeers(fixed)).knowing(List.of(at(99)));
        node.start();
        assertThat(node.runUntilEstablished(4)).isTrue();
        assertThat(node.manager.mode()).isEqualTo(ManagerMode.FIXED_PEERS);
        network.run(Duration.ofHours(5));
        long dials = node.told(ControlEvent.ConnectionFailed.class).stream().filter(failed -> failed.address().equals(dead)).count();
        assertThat(dials).isBetween(30L, 50L);
        peers.getFirst().vanish();
        network.run(Duration.ofSeconds(30));
        assertThat(node.manager.connectionCount()).isEqualTo(3);
        new ScriptedPeer(network, peers.getFirst().address()).listen();
        assertThat(network.runUntil(() -> node.manager.connectionCount() == 4, Duration.ofMinutes(15))).isTrue();
        assertThat(node.events.stream().filter(ControlEvent.ConnectionEvent.class::isInstance).map(event -> ((ControlEvent.ConnectionEvent) event).address())).doesNotContain(at(99));
    }

    @Test
    void aFixedPeerThatWasDisconnectedByHandIsLeftAloneForAWhile() {
        var peers = peers(1);
        var node = new VirtualNode(network, "10.9.9.9", limits(1, 20), builder -> builder.withFixedPeers(addresses(peers)));
        node.start();
        node.runUntilEstablished(1);
        node.manager.disconnect(node.manager.connections().getFirst().peerId(), "by hand");
        network.run(Duration.ofMinutes(9));
        assertThat(node.manager.connectionCount()).isZero();
        assertThat(node.runUntilEstablished(1)).isTrue();
    }

    /// Their connections are closing still when it is over, and the wait of one disconnected by hand must not hold.
    @Test
    void aPauseThatIsOverAtOnceBringsFixedPeersBackWithinSeconds() {
        var peers = peers(3);
        var node = new VirtualNode(network, "10.9.9.9", limits(1, 20), builder -> builder.withFixedPeers(addresses(peers))).start();
        node.runUntilEstablished(3);
        node.manager.pauseNetwork();
        node.manager.resumeNetwork();
        assertThat(network.runUntil(() -> node.told(ControlEvent.ConnectionEstablished.class).size() == 6, Duration.ofSeconds(10))).isTrue();
        assertThat(node.manager.connectionCount()).isEqualTo(3);
        node.manager.disconnect(node.manager.connections().getFirst().peerId(), "by hand");
        network.run(Duration.ofMinutes(5));
        assertThat(node.manager.connectionCount()).as("a pause of before is no reason to dial one disconnected by hand").isEqualTo(2);
    }

    @Test
    void addedPeersAreDialedBesideTheTarget() {
        var added = new ScriptedPeer(network, at(70)).listen();
        var node = new VirtualNode(network, "10.9.9.9", limits(2, 20), builder -> builder.addPeer(added.address())).knowing(addresses(peers(5)));
        node.start();
        assertThat(node.runUntilEstablished(3)).isTrue();
        assertThat(node.established()).contains(added.address());
    }

    @Test
    void callersAreServedUpToTheirPlacesAndTheOthersAreToldSo() {
        var node = node(listening(limits(8, 20).withLimits(ConnectionLimits.DEFAULT.withMaxInboundPerAddress(0)))).start();
        var callers = IntStream.range(0, 100).mapToObj(this::caller).toList();
        network.run(Duration.ofSeconds(20));
        assertThat(node.manager.counts()).isEqualTo(new bsv.p2p.api.ConnectionCounts(12, 12, 12, 0));
        var rejected = callers.stream().filter(ScriptedPeer::isClosed).toList();
        assertThat(rejected).hasSize(88).allSatisfy(caller -> assertThat(caller.heard(Reject.class)).extracting(Reject::code).containsExactly(RejectCode.TOOBUSY.value()));
        assertThat(node.told(ControlEvent.ConnectionRejectedCapacity.class)).hasSize(88);
        callers.stream().filter(caller -> !caller.isClosed()).limit(5).forEach(ScriptedPeer::hangUp);
        network.run(Duration.ofSeconds(1));
        IntStream.range(200, 210).forEach(this::caller);
        network.run(Duration.ofSeconds(5));
        assertThat(node.manager.counts().inbound()).isEqualTo(12);
    }

    @Test
    void silentCallersInThePoolOfTheTurnedAwayGiveWayAndNobodyWaitsForEver() {
        var config = listening(limits(0, 0));
        var node = node(config.withListener(config.listener().withOverCapacityHandshakes(2).withOverCapacityWaiting(10))).start();
        for (int i = 0; i < 2; i++) new ScriptedPeer(network, Endpoint.parse("10.7.3.%d:1".formatted(i + 1))) {
            @Override
            protected void hear(Message message) {}
        }.dial(Endpoint.parse("10.9.9.9:18444"));
        network.run(Duration.ofSeconds(1));
        var good = IntStream.range(0, 12).mapToObj(this::caller).toList();
        network.run(Duration.ofSeconds(30));
        assertThat(good.stream().filter(caller -> !caller.heard(Reject.class).isEmpty())).hasSize(10);
        assertThat(node.told(ControlEvent.InboundConnectionRejected.class)).hasSize(2).allSatisfy(rejected ->
                assertThat(rejected.cause()).isEqualTo(ControlEvent.RejectionCause.TOO_MANY_WAITING));
    }

    @Test
    void aSilentCrowdGivesWayToAnHonestCaller() {
        var node = node(listening(limits(0, 5))).start();
        var crowd = IntStream.range(0, 5).mapToObj(i -> new ScriptedPeer(network, Endpoint.parse("10.7.3.%d:1".formatted(i + 1))) {
            @Override
            protected void begin() {
                mute();
            }
        }.dial(Endpoint.parse("10.9.9.9:18444"))).toList();
        network.run(Duration.ofMillis(400));
        var early = caller(1);
        network.run(Duration.ofMillis(95));
        assertThat(crowd).as("a caller may still speak").noneMatch(ScriptedPeer::isClosed);
        network.run(Duration.ofMillis(405));
        assertThat(node.manager.counts()).isEqualTo(new bsv.p2p.api.ConnectionCounts(5, 1, 1, 0));
        assertThat(crowd.stream().filter(ScriptedPeer::isClosed)).hasSize(1);
        var honest = caller(2);
        network.run(Duration.ofMillis(500));
        assertThat(List.of(early, honest)).noneMatch(ScriptedPeer::isClosed);
        assertThat(node.manager.counts()).isEqualTo(new bsv.p2p.api.ConnectionCounts(5, 2, 2, 0));
        assertThat(crowd.stream().filter(ScriptedPeer::isClosed)).hasSize(2);
    }

    @Test
    void oneAddressCannotTakeAllPlaces() {
        var node = node(listening(limits(0, 20))).start();
        for (int i = 0; i < 12; i++) new ScriptedPeer(network, Endpoint.parse("10.7.1.1:%d".formatted(100 + i))).dial(Endpoint.parse("10.9.9.9:18444"));
        network.run(Duration.ofSeconds(2));
        assertThat(node.manager.counts().inbound()).isEqualTo(8);
        assertThat(node.told(ControlEvent.InboundConnectionRejected.class)).hasSize(4);
    }

    @Test
    void aPeerOnAnotherNetworkIsBannedInBothDirectionsUntilUnbanned() {
        var peer = new ScriptedPeer(network, at(3)) {
            @Override
            protected void begin() {
                sendFault(new LinkFault.WrongMagic(new Magic(1), new Magic(2)));
            }
        }.listen();
        var node = node(listening(limits(1, 5))).knowing(List.of(peer.address())).start();
        assertThat(network.runUntil(() -> !node.told(ControlEvent.PeerBanned.class).isEmpty(), Duration.ofSeconds(5))).isTrue();
        network.run(Duration.ofSeconds(1));
        var banned = node.store.findByIpPort(peer.address()).orElseThrow();
        assertThat(banned.status()).isEqualTo(PeerStatus.BANNED);
        assertThat(banned.ban().orElseThrow().reason()).isEqualTo(new BanReason.NetworkMismatch(new Magic(1), new Magic(2)));
        assertThat(node.manager.bans()).hasSize(1);
        int before = peer.connections();
        network.run(Duration.ofHours(23));
        assertThat(peer.connections()).isEqualTo(before);
        new ScriptedPeer(network, new Endpoint(at(3).ip(), 999)).dial(Endpoint.parse("10.9.9.9:18444"));
        network.run(Duration.ofSeconds(1));
        assertThat(node.told(ControlEvent.InboundConnectionRejected.class)).last().extracting(ControlEvent.InboundConnectionRejected::cause).isEqualTo(ControlEvent.RejectionCause.BANNED);
        assertThat(node.manager.unban(Cidr.of(at(3).ip()))).isTrue();
        network.run(Duration.ofSeconds(1));
        assertThat(node.store.findByIpPort(peer.address()).orElseThrow().status()).isNotEqualTo(PeerStatus.BANNED);
        assertThat(node.manager.bans()).isEmpty();
    }

    @Test
    void bansEndByThemselves() {
        var peer = new ScriptedPeer(network, at(3)).listen();
        var node = node(limits(1, 5)).knowing(List.of(peer.address())).start();
        node.runUntilEstablished(1);
        node.manager.ban(Cidr.parse("10.0.0.0/16"), new BanReason.Manual("test"), Optional.of(Duration.ofMinutes(10)));
        network.run(Duration.ofMinutes(9));
        assertThat(node.manager.connectionCount()).isZero();
        assertThat(network.runUntil(() -> node.manager.connectionCount() == 1, Duration.ofMinutes(13))).isTrue();
        assertThat(node.told(ControlEvent.PeerUnbanned.class)).hasSize(1);
    }

    @Test
    void bansSurviveARestartThroughTheStore() {
        var node = node(limits(0, 5)).start();
        node.manager.ban(Cidr.parse("203.0.113.0/24"), new BanReason.Manual(""), Optional.empty());
        assertThat(node.store.bans()).hasSize(1);
        var again = new VirtualNode(network, "10.9.9.8", limits(0, 5), builder -> builder.store(node.store));
        again.start();
        assertThat(again.manager.bans()).hasSize(1);
        assertThatThrownBy(() -> again.manager.connect(Endpoint.parse("203.0.113.9:1"))).isInstanceOf(P2pException.class).hasMessageContaining("banned");
    }

    @Test
    void aNodeNeverKeepsAConnectionToItself() {
        var self = Endpoint.parse("10.9.9.9:18444");
        var node = node(listening(limits(1, 5))).knowing(List.of(self)).start();
        network.run(Duration.ofMinutes(2));
        assertThat(node.manager.connectionCount()).isZero();
        assertThat(node.manager.bans()).isEmpty();
        long dials = node.told(ControlEvent.ConnectionFailed.class).stream().filter(failed -> !failed.inbound()).count();
        assertThat(dials).isEqualTo(1);
    }

    @Test
    void learnsAddressesFromPeersAndDialsThem() {
        var friend = new ScriptedPeer(network, at(50)).listen();
        var teller = new ScriptedPeer(network, at(1)) {
            @Override
            protected void hear(Message message) {
                super.hear(message);
                if (message instanceof GetAddr) send(new Addr(List.of(
                        told(friend.address(), Services.NETWORK), told(Endpoint.parse("10.0.0.200:0"), Services.NETWORK), told(at(51), 0))));
            }
        }.listen();
        var node = node(limits(2, 5)).knowing(List.of(teller.address())).start();
        assertThat(node.runUntilEstablished(2)).isTrue();
        assertThat(node.established()).contains(friend.address());
        assertThat(node.told(ControlEvent.PeerDiscovered.class)).singleElement().satisfies(found -> {
            assertThat(found.address()).isEqualTo(friend.address());
            assertThat(found.source()).isEqualTo("addr:" + teller.address());
        });
    }

    private TimestampedAddress told(Endpoint endpoint, long services) {
        return new TimestampedAddress(network.clock().instant().getEpochSecond(), NetworkAddress.of(services, endpoint));
    }

    @Test
    void answersGetaddrOnceAndOnlyToCallers() {
        var good = peers(10);
        var config = listening(limits(10, 20));
        var node = node(config.withGossip(config.gossip().withGetaddrShare(1))).knowing(addresses(good)).start();
        node.runUntilEstablished(10);
        var asker = caller(1);
        network.run(Duration.ofSeconds(1));
        asker.send(new GetAddr());
        asker.send(new GetAddr());
        good.getFirst().send(new GetAddr());
        network.run(Duration.ofMinutes(10));
        assertThat(asker.heard(Addr.class)).singleElement().satisfies(addr ->
                assertThat(addr.addresses()).extracting(entry -> entry.address().endpoint()).containsExactlyInAnyOrderElementsOf(addresses(good)));
        assertThat(good.getFirst().heard(Addr.class)).isEmpty();
    }

    @Test
    void fromCallersOnlyTheirOwnAddressIsLearned() {
        var node = node(listening(limits(0, 20))).start();
        var caller = caller(1);
        network.run(Duration.ofSeconds(1));
        var own = new Endpoint(caller.address().ip(), 18444);
        caller.send(new Addr(List.of(told(at(5), Services.NETWORK), told(own, Services.NETWORK))));
        network.run(Duration.ofSeconds(1));
        assertThat(node.store.listAll().map(peer -> peer.endpoint())).containsExactly(own);
    }

    @Test
    void aFloodOfAddressesIsTakenByItsBudget() {
        var peer = new ScriptedPeer(network, at(1)).listen();
        var node = node(limits(1, 1)).knowing(List.of(peer.address())).start();
        node.runUntilEstablished(1);
        for (int batch = 0; batch < 10; batch++) {
            int first = batch * 1000;
            peer.send(new Addr(IntStream.range(first, first + 1000).mapToObj(i -> told(Endpoint.parse("11.%d.%d.1:8333".formatted(i / 250, i % 250)), Services.NETWORK)).toList()));
        }
        network.run(Duration.ofSeconds(10));
        assertThat(node.store.countByStatus(PeerStatus.UNKNOWN)).isBetween(1000L, 1001L);
    }

    @Test
    void inboundPeersAddNoRowToTheStore() {
        var node = node(listening(limits(0, 20))).start();
        var caller = caller(1);
        network.run(Duration.ofSeconds(1));
        assertThat(node.store.listAll()).isEmpty();
        var session = node.manager.connections().getFirst().peerId();
        caller.hangUp();
        network.run(Duration.ofSeconds(1));
        assertThat(node.manager.connections()).isEmpty();
        assertThat(node.manager.send(session, new GetAddr()).toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void messagesReachSubscribersInOrderAndPingsOnlyOnRequest() {
        var peer = new ScriptedPeer(network, at(1)).listen();
        var node = node(limits(1, 5)).knowing(List.of(peer.address()));
        var pings = new AtomicInteger();
        node.manager.subscribeBitcoinMessages(event -> {
            if (event.message() instanceof Ping) pings.incrementAndGet();
        }, bsv.p2p.api.event.SubscriptionOptions.DEFAULT.withKeepAlive(true));
        node.start();
        node.runUntilEstablished(1);
        peer.send(new Ping(5));
        for (int i = 0; i < 100; i++) peer.send(new Inv(List.of(InventoryItem.tx(Hash256.ofWords(i, 0, 0, 0)))));
        network.run(Duration.ofSeconds(1));
        var invs = node.messages.stream().filter(event -> event.message() instanceof Inv).map(event -> ((Inv) event.message()).items().getFirst().hash()).toList();
        assertThat(invs).isEqualTo(IntStream.range(0, 100).mapToObj(i -> Hash256.ofWords(i, 0, 0, 0)).toList());
        assertThat(node.messages).noneMatch(event -> event.message() instanceof Ping);
        assertThat(pings).hasValue(1);
    }

    @Test
    void sendCompletesWhenWrittenAndFailsWithTheReason() {
        var peer = new ScriptedPeer(network, at(1)).listen();
        var node = node(limits(1, 5)).knowing(List.of(peer.address())).start();
        node.runUntilEstablished(1);
        var id = node.manager.connections().getFirst().peerId();
        var sent = node.manager.send(id, new GetAddr()).toCompletableFuture();
        network.run(Duration.ofSeconds(1));
        assertThat(sent).isCompleted();
        assertThat(peer.heard(GetAddr.class)).hasSize(2);
        assertThat(node.manager.broadcast(new GetAddr())).isEqualTo(1);
        assertThat(node.manager.send(new UUID(0, 0), new GetAddr()).toCompletableFuture()).failsWithin(Duration.ZERO)
                .withThrowableThat().havingCause().isInstanceOf(PeerNotFound.class);
        network.silence(at(2).ip());
        var dialing = node.manager.connect(at(2));
        network.run(Duration.ofSeconds(1));
        assertThat(node.manager.send(dialing, new GetAddr()).toCompletableFuture()).failsWithin(Duration.ZERO)
                .withThrowableThat().havingCause().isInstanceOf(MessageNotSent.class).withMessageContaining("CONNECTING");
    }

    @Test
    void connectDialsByHandAndRefusesWhatCannotBe() {
        var peers = peers(2);
        var node = node(limits(0, 1)).start();
        network.run(Duration.ofSeconds(1));
        var id = node.manager.connect(peers.getFirst().address());
        assertThat(node.runUntilEstablished(1)).isTrue();
        assertThat(node.manager.peer(id).orElseThrow().endpoint()).isEqualTo(peers.getFirst().address());
        assertThatThrownBy(() -> node.manager.connect(peers.getLast().address())).isInstanceOf(P2pException.class).hasMessageContaining("1 of 1");
        node.manager.disconnect(id, "enough");
        network.run(Duration.ofSeconds(1));
        assertThat(node.manager.counts().reserved()).isZero();
        assertThatThrownBy(() -> node.manager.disconnect(id, "again")).isInstanceOf(PeerNotFound.class);
    }

    @Test
    void pausingClosesEverythingAndResumingBringsItBack() {
        var node = node(listening(limits(4, 20))).knowing(addresses(peers(6))).start();
        node.runUntilEstablished(4);
        node.manager.pauseNetwork();
        network.run(Duration.ofMinutes(5));
        assertThat(node.manager.counts().reserved()).isZero();
        assertThat(node.manager.listeners()).isEmpty();
        assertThatThrownBy(() -> node.manager.connect(at(1))).isInstanceOf(P2pException.class).hasMessageContaining("PAUSED");
        node.manager.resumeNetwork();
        assertThat(node.runUntilEstablished(4)).isTrue();
        assertThat(node.manager.listeners()).hasSize(1);
    }

    @Test
    void aListenerThatCannotBindIsAnEventAndIsTriedAgain() {
        var squatter = network.transport(at(1).ip()).listen(Endpoint.parse("10.9.9.9:18444"), bsv.p2p.api.spi.LinkOptions.of(Network.REGTEST.magic(),
                VirtualNode.CONFIG.connection(), Optional.empty()), (_, _) -> Optional.empty());
        var node = node(listening(limits(0, 20))).start();
        network.run(Duration.ofSeconds(1));
        assertThat(node.told(ControlEvent.ListenerBindFailed.class)).hasSize(1);
        squatter.close();
        assertThat(network.runUntil(() -> node.manager.listeners().size() == 1, Duration.ofSeconds(11))).isTrue();
    }

    @Test
    void aStartListensThenAsksThenDials() {
        var peer = new ScriptedPeer(network, at(1)).listen();
        var node = new VirtualNode(network, "10.9.9.9", listening(limits(1, 20)), builder -> builder.discovery(new PeerDiscovery() {
            @Override
            public String name() {
                return "one";
            }

            @Override
            public List<String> discover(Request request, Consumer<Found> found) {
                found.accept(new Found(peer.address(), "one:here"));
                return List.of();
            }

            @Override
            public void close() {
                // nothing to close
            }
        }));
        node.start();
        assertThat(node.runUntilEstablished(1)).isTrue();
        network.run(Duration.ofMillis(1));
        assertThat(node.events).extracting(ControlEvent::kind)
                .containsExactly("ListenerBound", "PhaseChanged", "PeerDiscovered", "DiscoveryFinished", "HandshakeComplete", "ConnectionEstablished");
    }

    @Test
    void theListenerIsRestartedByHandAndCallersStay() {
        var node = node(listening(limits(0, 20))).start();
        var before = caller(1);
        network.run(Duration.ofSeconds(1));
        node.manager.restartListener();
        var after = caller(2);
        network.run(Duration.ofSeconds(1));
        assertThat(node.events.stream().map(ControlEvent::kind).filter(kind -> kind.startsWith("Listener"))).containsExactly("ListenerBound", "ListenerClosed", "ListenerBound");
        assertThat(List.of(before, after)).noneMatch(ScriptedPeer::isClosed);
        assertThat(node.manager.counts().inbound()).isEqualTo(2);
    }

    /// The sum of both, as the original design had it.
    @Test
    void callersFillTheTargetWhereTheyAreToCount() {
        var config = listening(limits(3, 20));
        var node = node(config.withLimits(config.limits().withCountInboundTowardsTarget(true))).start();
        caller(1);
        caller(2);
        network.run(Duration.ofSeconds(1));
        node.knowing(addresses(peers(10)));
        network.run(Duration.ofMinutes(5));
        assertThat(node.manager.counts()).isEqualTo(new bsv.p2p.api.ConnectionCounts(3, 3, 2, 1));
        node.manager.updateConfig(config);
        network.run(Duration.ofMinutes(5));
        assertThat(node.manager.counts().outbound()).as("by default they do not").isEqualTo(3);
    }

    @Test
    void aNewConfigurationReachesEverythingWhileRunning() {
        var node = node(listening(limits(2, 20))).knowing(addresses(peers(10))).start();
        node.runUntilEstablished(2);
        var config = node.manager.config().withLimits(ConnectionLimits.DEFAULT.withTarget(5));
        node.manager.updateConfig(config.withListener(config.listener().withAddresses(List.of(Endpoint.parse("10.9.9.9:7777"))).withPort(OptionalInt.of(7777)))
                .withBans(config.bans().withBannedUserAgents(List.of(new UserAgentPattern("evil")))));
        assertThat(node.runUntilEstablished(5)).isTrue();
        assertThat(node.manager.listeners()).containsExactly(Endpoint.parse("10.9.9.9:7777"));
        var evil = new ScriptedPeer(network, Endpoint.parse("10.7.0.9:1")).called("/evil/").dial(Endpoint.parse("10.9.9.9:7777"));
        network.run(Duration.ofSeconds(1));
        assertThat(evil.isClosed()).isTrue();
        assertThat(node.told(ControlEvent.PeerBanned.class)).hasSize(1);
        node.manager.updateConfig(node.manager.config().withLimits(ConnectionLimits.of(0, 0)));
        network.run(Duration.ofMinutes(1));
        assertThat(node.manager.connectionCount()).as("a lowered maximum closes nobody").isEqualTo(5);
        node.manager.updateConfig(node.manager.config().withLimits(ConnectionLimits.of(0, 2).withTrimExcess(true)));
        network.run(Duration.ofSeconds(1));
        assertThat(node.manager.connectionCount()).as("unless told to").isEqualTo(2);
        var before = node.manager.config();
        assertThatThrownBy(() -> node.manager.updateConfig(before.withNetwork(Network.MAINNET).withStore(StoreConfig.parse("json:x"))))
                .isInstanceOfSatisfying(InvalidConfiguration.class, invalid -> assertThat(invalid.problems()).hasSize(2));
        assertThat(node.manager.config()).isEqualTo(before);
    }

    @Test
    void shutdownEndsEverythingOnceAndIsBounded() {
        var peers = peers(8);
        var node = node(listening(limits(8, 20))).knowing(addresses(peers)).start();
        node.runUntilEstablished(8);
        node.shutdown();
        network.run(Duration.ofSeconds(1));
        assertThat(node.manager.phase()).isEqualTo(ControlEvent.Phase.STOPPED);
        assertThat(node.manager.counts().reserved()).isZero();
        assertThat(node.events).last().isEqualTo(new ControlEvent.PhaseChanged(ControlEvent.Phase.STOPPED));
        assertThat(node.told(ControlEvent.ConnectionLost.class)).hasSize(8).allSatisfy(lost -> assertThat(lost.failure()).isEmpty());
        node.manager.shutdown();
        assertThatThrownBy(node.manager::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void eventsOfOneConnectionComeInTheirOrder() {
        var node = node(listening(limits(0, 20))).start();
        var caller = caller(1);
        network.run(Duration.ofSeconds(1));
        caller.hangUp();
        network.run(Duration.ofSeconds(1));
        assertThat(node.events.stream().filter(ControlEvent.ConnectionEvent.class::isInstance).map(ControlEvent::kind))
                .containsExactly("InboundConnectionAccepted", "HandshakeComplete", "ConnectionEstablished", "ConnectionLost");
    }

    @Test
    void snapshotsTellWhatAnOperatorSees() {
        var node = node(limits(1, 5)).knowing(addresses(peers(1))).start();
        node.runUntilEstablished(1);
        network.run(Duration.ofSeconds(10));
        var snapshot = node.manager.connections().getFirst();
        assertThat(snapshot.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(snapshot.userAgent()).isEqualTo("/Bitcoin SV:1.2.2/");
        assertThat(snapshot.lastPing()).contains(Duration.ofMillis(40));
        assertThat(snapshot.maxRecvPayloadLength()).isEqualTo(2_097_152);
        assertThat(snapshot.startHeight()).isEqualTo(100);
        assertThat(snapshot.establishedAt()).isPresent();
        assertThat(snapshot.messagesSent()).isPositive();
        assertThat(snapshot.permitted()).isFalse();
        assertThat(snapshot.held()).isFalse();
        assertThat(snapshot.seenAs()).isEmpty();
        assertThat(snapshot.sentByCommand()).isEqualTo(once("version", "verack", "protoconf", "getaddr", "ping", "sendheaders"));
        assertThat(snapshot.receivedByCommand()).isEqualTo(once("version", "verack", "protoconf", "pong"));
        assertThat(snapshot.streamPolicies()).contains("Default");
        assertThat(snapshot.associationId()).isEmpty();
        assertThat(snapshot.enrichedHeadersMode()).isFalse();
    }

    private static Map<String, MessageCount> once(String... commands) {
        return Stream.of(commands).collect(Collectors.toMap(command -> command, _ -> new MessageCount(1, 0)));
    }

    @Test
    void startingTwiceIsRefused() {
        var node = node(limits(0, 1)).start();
        assertThatThrownBy(node.manager::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aManagerThatWasNotStartedAnswersWhatItCan() {
        var manager = node(limits(0, 1)).manager;
        assertThat(manager.connectionCount()).isZero();
        assertThat(manager.connections()).isEmpty();
        assertThat(manager.phase()).isEqualTo(ControlEvent.Phase.NEW);
        assertThatThrownBy(() -> manager.connect(at(1))).isInstanceOf(IllegalStateException.class);
        manager.close();
        assertThat(manager.phase()).isEqualTo(ControlEvent.Phase.STOPPED);
    }

    @Test
    void anExtensionRidesAlongAndABrokenOneIsLeftOut() {
        var log = new ArrayList<String>();
        var node = new VirtualNode(network, "10.9.9.9", limits(0, 1), builder -> builder.extension(new bsv.p2p.api.ManagerExtension() {
            @Override
            public void attach(PeerManager manager) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void close() {
                log.add("broken closed");
            }
        }).extension(new bsv.p2p.api.ManagerExtension() {
            @Override
            public void attach(PeerManager manager) {
                log.add("attached " + manager.phase());
            }

            @Override
            public void close() {
                log.add("closed");
            }
        }));
        node.start();
        node.shutdown();
        assertThat(log).containsExactly("attached RUNNING", "closed");
    }
}
