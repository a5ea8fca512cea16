package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.ConnectionCounts;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Very many peers at once.
class CrowdTest {
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));

    private VirtualNode node(int number, int max) {
        var listen = address(number);
        var config = VirtualNode.CONFIG;
        ManagerConfig crowded = config.withLimits(ConnectionLimits.of(0, max).withMaxInboundPerAddress(0))
                .withListener(config.listener().withEnabled(true).withAddresses(List.of(listen)).withOverCapacityHandshakes(500).withOverCapacityWaiting(10_000));
        return new VirtualNode(network, listen.ip().toString(), crowded).start();
    }

    private static Endpoint address(int number) {
        return Endpoint.parse("10.9.9.%d:18444".formatted(number));
    }

    private ScriptedPeer caller(int number, Endpoint node) {
        return new ScriptedPeer(network, Endpoint.parse("10.%d.%d.1:5".formatted(20 + number / 250, number % 250))).dial(node);
    }

    @Test
    void fourThousandPeersAndFourManagersLiveInOneThread() {
        var nodes = IntStream.range(0, 4).mapToObj(i -> node(i, 900)).toList();
        var callers = IntStream.range(0, 4_000).mapToObj(i -> caller(i, address(i % 4))).toList();
        network.run(Duration.ofMinutes(1));
        assertThat(nodes).allSatisfy(node -> assertThat(node.manager.counts()).isEqualTo(new ConnectionCounts(900, 900, 900, 0)));
        assertThat(callers.stream().filter(ScriptedPeer::isClosed)).hasSize(400).allSatisfy(caller -> assertThat(caller.heard(Reject.class)).hasSize(1));
        callers.forEach(ScriptedPeer::hangUp);
        network.run(Duration.ofSeconds(1));
        assertThat(nodes).allSatisfy(node -> assertThat(node.manager.counts()).isEqualTo(new ConnectionCounts(0, 0, 0, 0)));
    }

    @Test
    void fiftySilentSocketsKeepNobodyOut() {
        var node = node(1, 50);
        for (int i = 0; i < 50; i++) new ScriptedPeer(network, Endpoint.parse("10.7.%d.1:1".formatted(i))) {
            @Override
            protected void begin() {
                mute();
            }
        }.dial(address(1));
        network.run(Duration.ofSeconds(1));
        caller(1, address(1));
        assertThat(network.runUntil(() -> node.manager.connectionCount() == 1, Duration.ofSeconds(1))).isTrue();
    }

    /// It comes at the same moment as they, later than they, and is served by the one call that it makes.
    @ParameterizedTest
    @ValueSource(ints = {10, 50})
    void whoComesRightAfterASilentCrowdIsInWithinASecond(int places) {
        var node = node(1, places);
        for (int i = 0; i < 50; i++) new ScriptedPeer(network, Endpoint.parse("10.7.%d.1:1".formatted(i))) {
            @Override
            protected void begin() {
                mute();
            }
        }.dial(address(1));
        var honest = caller(1, address(1));
        network.run(Duration.ofMillis(100));
        honest.send(new Ping(7));
        assertThat(network.runUntil(() -> node.manager.connectionCount() == 1, Duration.ofMillis(900))).isTrue();
        network.run(Duration.ofSeconds(1));
        assertThat(honest.heard(Pong.class)).as("what it said meanwhile is heard").containsExactly(new Pong(7));
        assertThat(honest.heard(Reject.class)).isEmpty();
        assertThat(node.manager.counts().reserved()).isEqualTo(places);
        network.run(Duration.ofMinutes(1));
        assertThat(node.manager.counts()).as("its place is counted once").isEqualTo(new ConnectionCounts(1, 1, 1, 0));
        honest.hangUp();
        network.run(Duration.ofSeconds(1));
        assertThat(node.manager.counts()).isEqualTo(new ConnectionCounts(0, 0, 0, 0));
    }

    /// They shake hands one at a time, and each makes room for the next when it is served.
    @Test
    void whoIsServedLateLeavesThePoolOfTheTurnedAway() {
        var node = node(1, 3);
        var config = node.manager.config();
        node.manager.updateConfig(config.withListener(config.listener().withOverCapacityHandshakes(1)));
        for (int i = 0; i < 3; i++) new ScriptedPeer(network, Endpoint.parse("10.7.%d.1:1".formatted(i))) {
            @Override
            protected void begin() {
                mute();
            }
        }.dial(address(1));
        network.run(Duration.ofMillis(100));
        for (int i = 0; i < 3; i++) caller(i, address(1));
        assertThat(network.runUntil(() -> node.manager.connectionCount() == 3, Duration.ofSeconds(2))).isTrue();
        var late = caller(3, address(1));
        network.run(Duration.ofSeconds(1));
        assertThat(late.heard(Reject.class)).hasSize(1);
    }

    /// Between the version of an honest caller and its verack there is a round trip, which may be long; for so long it keeps its place.
    @Test
    void callersOnALongWayAreNotTakenForSilent() {
        var node = node(1, 5);
        var slow = IntStream.range(0, 5).mapToObj(i -> new ScriptedPeer(network, Endpoint.parse("10.7.%d.1:1".formatted(i))) {
            @Override
            protected void hear(Message message) {
                if (message instanceof Version) network.transport(address().ip()).nextLoop().schedule(() -> send(new Verack()), Duration.ofSeconds(4));
            }
        }.dial(address(1))).toList();
        network.run(Duration.ofSeconds(3));
        var late = caller(1, address(1));
        network.run(Duration.ofSeconds(2));
        assertThat(late.heard(Reject.class)).hasSize(1);
        assertThat(slow).noneMatch(ScriptedPeer::isClosed);
        assertThat(node.manager.connectionCount()).isEqualTo(5);
    }

    /// But not for ever.
    @Test
    void callersThatSaidHalfOfWhatTheyMustGiveWayInTheEnd() {
        var node = node(1, 5);
        for (int i = 0; i < 5; i++) new ScriptedPeer(network, Endpoint.parse("10.7.%d.1:1".formatted(i))) {
            @Override
            protected void hear(Message message) {
                // its version was all
            }
        }.dial(address(1));
        network.run(Duration.ofMillis(5_100));
        caller(1, address(1));
        assertThat(network.runUntil(() -> node.manager.connectionCount() == 1, Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void aHundredThousandPingsAreAnsweredInOrderAndDelayNobody() {
        node(1, 10);
        var busy = caller(1, address(1));
        var other = caller(2, address(1));
        network.run(Duration.ofSeconds(1));
        for (int i = 0; i < 100_000; i++) busy.send(new Ping(1_000 + i));
        other.send(new Ping(7));
        network.run(Duration.ofMillis(41));
        assertThat(other.heard(Pong.class)).contains(new Pong(7));
        network.run(Duration.ofSeconds(1));
        assertThat(busy.heard(Pong.class)).isEqualTo(LongStream.range(1_000, 101_000).mapToObj(Pong::new).toList());
    }
}
