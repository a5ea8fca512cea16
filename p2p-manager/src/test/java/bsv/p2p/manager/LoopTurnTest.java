package bsv.p2p.manager;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.testkit.ScriptedPeer;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopTurnTest {
    private static final Endpoint NODE = Endpoint.parse("10.9.9.9:18444");
    private final VirtualNetwork network = new VirtualNetwork(Duration.ZERO);
    private final VirtualNode node = node();
    private final ScriptedPeer peer = new ScriptedPeer(network, Endpoint.parse("10.7.1.1:5")).dial(NODE);

    LoopTurnTest() {
        node.start();
        network.run(Duration.ofSeconds(1));
        node.messages.clear();
    }

    private VirtualNode node() {
        var config = VirtualNode.CONFIG.withLimits(ConnectionLimits.of(0, 40));
        return new VirtualNode(network, "10.9.9.9", config.withListener(config.listener().withEnabled(true).withAddresses(List.of(NODE))));
    }

    /// Tells them apart by the number of their items.
    private static Message news(int number) {
        return new Inv(Collections.nCopies(number, InventoryItem.tx(Hash256.ZERO)));
    }

    private List<Integer> heard() {
        return node.messages.stream().map(BitcoinMessageEvent::message).map(message -> ((Inv) message).items().size()).toList();
    }

    @Test
    void fewAreHeardWhenTheTurnIsOver() {
        peer.send(news(1));
        peer.send(news(2));
        network.run(Duration.ZERO);
        assertThat(heard()).containsExactly(1, 2);
    }

    @Test
    void ofManyAllAreHeardInTheirOrderAMomentLater() {
        var numbers = IntStream.rangeClosed(1, 1_000).boxed().toList();
        numbers.forEach(number -> peer.send(news(number)));
        network.run(Duration.ofMillis(1));
        assertThat(heard()).isEqualTo(numbers);
    }

    @Test
    void whatAPeerSaidLastIsHeardThoughTheNodeStops() {
        for (int number = 1; number <= 300; number++) peer.send(news(number));
        network.run(Duration.ZERO);
        node.shutdown();
        assertThat(heard()).hasSize(300);
    }
}
