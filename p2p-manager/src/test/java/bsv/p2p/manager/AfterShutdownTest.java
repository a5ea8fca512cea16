package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AfterShutdownTest {
    private final VirtualNetwork network = new VirtualNetwork(Duration.ofMillis(20));

    /// Managers may share a transport that lives on: a timer of one that ended would keep all of it in memory, and go on for ever.
    @Test
    void noTimerGoesOn() {
        var peer = new ScriptedPeer(network, Endpoint.parse("10.0.0.1:18444")).listen();
        var absent = Endpoint.parse("10.0.0.2:18444");
        var listener = VirtualNode.CONFIG.listener().withEnabled(true).withAddresses(List.of(Endpoint.parse("10.9.9.9:18444")));
        var node = new VirtualNode(network, "10.9.9.9", VirtualNode.CONFIG.withListener(listener)).knowing(List.of(peer.address(), absent)).start();
        assertThat(node.runUntilEstablished(1)).isTrue();
        assertThat(network.isIdle()).isFalse();
        node.shutdown();
        network.run(Duration.ofDays(2));
        assertThat(network.isIdle()).isTrue();
    }
}
