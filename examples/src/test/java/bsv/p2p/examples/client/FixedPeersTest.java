package bsv.p2p.examples.client;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.Network;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FixedPeersTest {
    @Test
    void bothNodesAreKeptAndALossIsTold() throws Exception {
        var out = new ExampleOutput();
        var stop = new CountDownLatch(1);
        try (var one = new LocalNode("127.0.0.1"); var other = new LocalNode("127.0.0.2")) {
            var example = Thread.ofVirtual().start(() -> {
                try {
                    FixedPeers.run(Network.REGTEST, List.of(one.address(), other.address()), out, stop);
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
            });
            out.await(text -> text.contains("up " + one.address()) && text.contains("up " + other.address()));
            other.vanish();
            out.await(text -> text.contains("lost " + other.address()));
            stop.countDown();
            example.join();
            assertThat(one.manager().connectionCount()).isLessThanOrEqualTo(1);
        }
    }
}
