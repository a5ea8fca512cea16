package bsv.p2p.examples.client;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.peer.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventMonitorTest {
    @Test
    void factsAndMessagesArePrinted() throws InterruptedException {
        var out = new ExampleOutput();
        try (var node = new LocalNode("127.0.0.1")) {
            EventMonitor.watch(node.manager(), out);
            var config = ManagerConfig.of(Network.REGTEST);
            try (var caller = PeerManager.builder(config).withFixedPeers(List.of(node.address())).build()) {
                caller.subscribeControlEvents(event -> {
                    if (event instanceof ConnectionEstablished up) caller.send(up.peerId(), new Ping(7));
                });
                caller.start();
                out.await(text -> text.contains("ping from "));
            }
        }
        assertThat(out.text()).contains("HandshakeComplete", "/bsv-p2p:");
    }
}
