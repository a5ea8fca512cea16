package bsv.p2p.examples.client;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class NetworkCrawlerTest {
    @Test
    void everybodyIsFoundThroughTheOthers() throws Exception {
        var nobody = Endpoint.parse("127.0.0.9:1");
        var out = new ExampleOutput();
        try (var last = new LocalNode("127.0.0.4", nobody);
                var third = new LocalNode("127.0.0.3", last.address(), nobody);
                var second = new LocalNode("127.0.0.2", third.address(), nobody);
                var first = new LocalNode("127.0.0.1", second.address(), nobody)) {
            int found = NetworkCrawler.run(ManagerConfig.of(Network.REGTEST), first.address(), Duration.ofSeconds(5), out);
            assertThat(found).as(out.text()).isEqualTo(5);
            assertThat(out.text()).contains(first.address() + " /bsv-p2p", second.address() + " /bsv-p2p", third.address() + " /bsv-p2p", last.address() + " /bsv-p2p")
                    .doesNotContain(nobody + " /");
        }
    }
}
