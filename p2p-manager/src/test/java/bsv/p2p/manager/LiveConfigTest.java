package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bsv.p2p.api.config.ConnectionConfig;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Settings that change while connections live, and what they change there.
class LiveConfigTest {
    private static final Endpoint NODE = Endpoint.parse("10.9.9.9:18444");
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));
    private final VirtualNode node = new VirtualNode(network, NODE.ip().toString(), listening(VirtualNode.CONFIG.withLimits(ConnectionLimits.of(1, 10))));

    private static ManagerConfig listening(ManagerConfig config) {
        return config.withListener(config.listener().withEnabled(true).withAddresses(List.of(NODE)));
    }

    private static Endpoint at(int i) {
        return Endpoint.parse("10.1.%d.1:18444".formatted(i));
    }

    private void update(UnaryOperator<ManagerConfig> how) {
        node.manager.updateConfig(how.apply(node.manager.config()));
    }

    private void updateConnection(UnaryOperator<ConnectionConfig> how) {
        update(config -> config.withConnection(how.apply(config.connection())));
    }

    private ScriptedPeer caller(String ip) {
        return new ScriptedPeer(network, Endpoint.parse(ip + ":50000")).dial(NODE);
    }

    private ScriptedPeer connected() {
        var peer = new ScriptedPeer(network, at(1)).listen();
        node.knowing(List.of(peer.address())).start();
        assertThat(node.runUntilEstablished(1)).isTrue();
        return peer;
    }

    @Test
    void thePingTimersOfALiveConnectionChange() {
        var peer = connected();
        network.run(Duration.ofSeconds(1));
        updateConnection(connection -> connection.withPingInterval(Duration.ofSeconds(10)).withPingTimeout(Duration.ofSeconds(3)));
        network.run(Duration.ofMinutes(6));
        assertThat(peer.heard(Ping.class).size()).as("the first, the one that was due, then every ten seconds").isBetween(6, 9);
        peer.mute();
        long before = network.clock().instant().toEpochMilli();
        assertThat(network.runUntil(() -> !node.told(ControlEvent.ConnectionLost.class).isEmpty(), Duration.ofMinutes(1))).isTrue();
        assertThat(node.told(ControlEvent.ConnectionLost.class).getFirst().failure()).contains(new PeerFailure.PingTimeout(Duration.ofSeconds(3)));
        assertThat(network.clock().instant().toEpochMilli() - before).isLessThanOrEqualTo(14_000);
    }

    /// All kinds within a second of their setting.
    @Test
    void timeoutsComeWhenTheyAreDue() {
        network.silence(at(1).ip());
        new ScriptedPeer(network, at(2)) {
            @Override
            protected void begin() {
                mute();
            }
        }.listen();
        var config = node.manager.config();
        node.knowing(List.of(at(1), at(2))).start();
        node.manager.updateConfig(config.withLimits(ConnectionLimits.of(2, 10)));
        long begun = network.clock().instant().toEpochMilli();
        var times = new ArrayList<Long>();
        for (var kind : List.of(PeerFailure.ConnectionTimeout.class, PeerFailure.HandshakeTimeout.class)) {
            assertThat(network.runUntil(() -> node.told(ControlEvent.ConnectionFailed.class).stream().anyMatch(failed -> kind.isInstance(failed.failure())), Duration.ofMinutes(1))).isTrue();
            times.add(network.clock().instant().toEpochMilli() - begun);
        }
        assertThat(times.get(0)).isBetween(5_000L, 6_000L);
        assertThat(times.get(1)).isBetween(30_000L, 31_000L);
    }

    @Test
    void theBackoffOfALiveConnectionChanges() {
        var peer = connected();
        updateConnection(connection -> connection.withRestarts(connection.restarts().withMaxRestarts(0))
                .withBackoff(connection.backoff().withInitialBackoff(Duration.ofSeconds(100)).withMaxBackoff(Duration.ofSeconds(100))));
        network.run(Duration.ofSeconds(1));
        peer.hangUp();
        network.run(Duration.ofSeconds(1));
        var restarting = node.told(ControlEvent.ConnectionRestarting.class).getLast();
        assertThat(restarting.restarts()).isZero();
        assertThat(restarting.delay()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(110));
    }

    @Test
    void whoIsPermittedIsOnlyDisconnectedFromThenOn() {
        node.start();
        var caller = caller("10.7.1.1");
        network.run(Duration.ofSeconds(1));
        update(config -> config.withBans(config.bans().withPermitted(List.of(Cidr.parse("10.7.0.0/16")))));
        network.run(Duration.ofSeconds(1));
        caller.sendFault(new LinkFault.WrongMagic(new Magic(1), new Magic(2)));
        network.run(Duration.ofSeconds(1));
        assertThat(caller.isClosed()).isTrue();
        assertThat(node.manager.bans()).isEmpty();
    }

    @Test
    void banDurationAndTheNumberOfBansApplyToLaterAndKeptBans() {
        node.start();
        update(config -> config.withBans(config.bans().withBanDuration(Duration.ofMinutes(3))));
        caller("10.7.1.1").called("/Satoshi:1/");
        network.run(Duration.ofSeconds(1));
        assertThat(node.told(ControlEvent.PeerBanned.class)).singleElement().satisfies(ban ->
                assertThat(Duration.between(network.clock().instant(), ban.until().orElseThrow())).isBetween(Duration.ofSeconds(170), Duration.ofSeconds(180)));
        for (int i = 0; i < 5; i++) node.manager.ban(Cidr.parse("10.8.0." + i), new BanReason.Manual(""), Optional.of(Duration.ofHours(1 + i)));
        update(config -> config.withBans(config.bans().withMaxBans(2)));
        network.run(Duration.ofSeconds(1));
        assertThat(node.manager.bans()).extracting(ban -> ban.target().toString()).containsExactlyInAnyOrder("10.8.0.3", "10.8.0.4");
        assertThat(node.store.bans()).hasSize(2);
    }

    @Test
    void connectionsPerAddressAndTheHandshakesOfTheTurnedAwayChange() {
        node.start();
        update(config -> config.withLimits(config.limits().withMaxInboundPerAddress(1)));
        for (int i = 0; i < 3; i++) new ScriptedPeer(network, Endpoint.parse("10.7.1.1:%d".formatted(100 + i))).dial(NODE);
        network.run(Duration.ofSeconds(1));
        assertThat(node.manager.counts().inbound()).isEqualTo(1);
        update(config -> config.withLimits(new ConnectionLimits(0, 1, false, 0, false))
                .withListener(config.listener().withOverCapacityHandshakes(0).withOverCapacityWaiting(0)));
        caller("10.7.2.1");
        network.run(Duration.ofSeconds(1));
        assertThat(node.told(ControlEvent.InboundConnectionRejected.class)).last().extracting(ControlEvent.InboundConnectionRejected::cause)
                .isEqualTo(ControlEvent.RejectionCause.TOO_MANY_WAITING);
    }

    @Test
    void whatTheNodeSaysOfItselfChangesForLaterConnections() {
        node.start();
        update(config -> config.withIdentity(config.identity().withUserAgent("/other:2/").withServices(Services.NETWORK)));
        var caller = caller("10.7.1.1");
        network.run(Duration.ofSeconds(1));
        assertThat(caller.heard(Version.class)).singleElement().satisfies(version -> {
            assertThat(version.userAgent()).contains("/other:2/");
            assertThat(version.services()).isEqualTo(Services.NETWORK);
        });
    }

    @Test
    void theBudgetOfAddressesOfALiveConnectionChanges() {
        var peer = connected();
        update(config -> config.withGossip(config.gossip().withAddrBurst(5).withAddrRate(0)));
        peer.send(new Addr(IntStream.range(0, 100).mapToObj(i -> new TimestampedAddress(network.clock().instant().getEpochSecond(),
                NetworkAddress.of(Services.NETWORK, new Endpoint(IpAddress.ofIpv4(0x0b000000 + 256 * i + 1), 1)))).toList()));
        network.run(Duration.ofMillis(100));
        assertThat(node.store.listAll().count()).isEqualTo(1 + 5);
    }

    /// Callers get the limits with which their listener was bound.
    @Test
    void otherLimitsOfLinksBindTheListenersAnewAndCloseNobody() {
        node.start();
        var caller = caller("10.7.1.1");
        network.run(Duration.ofSeconds(1));
        updateConnection(connection -> connection.withWriteTimeout(Duration.ofSeconds(7)));
        network.run(Duration.ofSeconds(1));
        assertThat(node.told(ControlEvent.ListenerBound.class)).hasSize(2);
        assertThat(caller.isClosed()).isFalse();
        updateConnection(connection -> connection.withPingInterval(Duration.ofSeconds(7)));
        network.run(Duration.ofSeconds(1));
        assertThat(node.told(ControlEvent.ListenerBound.class)).as("only for those").hasSize(2);
    }

    @Test
    void severalBindsMoveOneByOneAndTheNewComeFirst() {
        node.start();
        var kept = Endpoint.parse("10.9.9.9:1000");
        update(config -> config.withListener(config.listener().withAddresses(List.of(NODE, kept))));
        assertThat(node.manager.listeners()).containsExactlyInAnyOrder(NODE, kept);
        var added = Endpoint.parse("10.9.9.9:2000");
        update(config -> config.withListener(config.listener().withAddresses(List.of(kept, added))));
        network.run(Duration.ofSeconds(1));
        assertThat(node.manager.listeners()).containsExactlyInAnyOrder(kept, added);
        assertThat(node.events.stream().filter(event -> event instanceof ControlEvent.ListenerBound || event instanceof ControlEvent.ListenerClosed))
                .containsExactly(new ControlEvent.ListenerBound(NODE), new ControlEvent.ListenerBound(kept), new ControlEvent.ListenerBound(added), new ControlEvent.ListenerClosed(NODE));
    }

    @Test
    void whatCannotChangeWhileRunningIsRefusedAsAWhole() {
        node.start();
        var before = node.manager.config();
        assertThatThrownBy(() -> update(config -> config.withLimits(ConnectionLimits.of(0, 0)).withDiscovery(config.discovery().withStrategies(List.of("dns")))))
                .isInstanceOf(InvalidConfiguration.class).hasMessageContaining("discovery strategies");
        assertThat(node.manager.config()).isEqualTo(before);
    }

    /// The ban that ends it comes while its handshake is under way.
    @Test
    void aBanDuringAHandshakeEndsIt() {
        node.start();
        var slow = new ScriptedPeer(network, Endpoint.parse("10.7.1.1:5")) {
            @Override
            protected void hear(Message message) {
                // says its version and nothing more
            }
        }.dial(NODE);
        network.run(Duration.ofSeconds(1));
        node.manager.ban(Cidr.parse("10.7.0.0/16"), new BanReason.Manual(""), Optional.empty());
        network.run(Duration.ofSeconds(1));
        assertThat(slow.isClosed()).isTrue();
        assertThat(node.manager.counts().reserved()).isZero();
    }
}
