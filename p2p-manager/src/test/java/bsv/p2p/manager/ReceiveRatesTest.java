package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiveRatesTest {
    private static final Endpoint NODE = Endpoint.parse("10.9.9.9:18444");
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));

    @Test
    void theRateOfAPeerIsThatOfTheLastMinute() {
        var config = VirtualNode.CONFIG.withLimits(ConnectionLimits.of(0, 10));
        var node = new VirtualNode(network, NODE.ip().toString(), config.withListener(config.listener().withEnabled(true).withAddresses(List.of(NODE)))).start();
        var peer = new ScriptedPeer(network, Endpoint.parse("10.7.1.1:5")).dial(NODE);
        assertThat(rate(node)).isZero();
        assertThat(node.runUntilEstablished(1)).isTrue();
        for (int second = 0; second < 120; second++) {
            for (int i = 0; i < 10; i++) peer.send(new Ping(1));
            network.run(Duration.ofSeconds(1));
        }
        assertThat(rate(node)).as("ten messages a second, of 24 bytes each").isBetween(235L, 245L);
        network.run(Duration.ofSeconds(70));
        assertThat(rate(node)).isZero();
        peer.hangUp();
        network.run(Duration.ofSeconds(40));
        peer.dial(NODE);
        network.run(Duration.ofSeconds(31));
        assertThat(rate(node)).as("of the new connection").isLessThan(5);
    }

    private static long rate(VirtualNode node) {
        return node.manager.connections().stream().mapToLong(one -> one.receiveRate()).sum();
    }
}
