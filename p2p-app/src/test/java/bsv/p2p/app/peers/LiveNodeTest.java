package bsv.p2p.app.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How the environment names a node.
class LiveNodeTest {
    @Test
    void withoutAVariableThereIsNone() {
        assertThat(LiveNode.of(Map.of())).isEmpty();
        assertThat(LiveNode.of(Map.of("BSV_TEST_NODE", " ", "BSV_TEST_NETWORK", "regtest"))).isEmpty();
    }

    @Test
    void defaultsAreMainnetAndAMinute() {
        assertThat(LiveNode.of(Map.of("BSV_TEST_NODE", "203.0.113.7:8333")))
                .hasValue(new LiveNode(Endpoint.parse("203.0.113.7:8333"), Network.MAINNET, Duration.ofSeconds(60), Optional.empty()));
        assertThat(LiveNode.of(Map.of("BSV_TEST_NODE", "127.0.0.1:18444", "BSV_TEST_NETWORK", "regtest", "BSV_TEST_TIMEOUT", "5")))
                .hasValue(new LiveNode(Endpoint.parse("127.0.0.1:18444"), Network.REGTEST, Duration.ofSeconds(5), Optional.empty()));
    }

    @Test
    void whatMakesNoSenseIsSaid() {
        assertThatThrownBy(() -> LiveNode.of(Map.of("BSV_TEST_NODE", "somewhere"))).hasMessageContaining("BSV_TEST_NODE").hasMessageContaining("somewhere");
        assertThatThrownBy(() -> LiveNode.of(Map.of("BSV_TEST_NODE", "127.0.0.1:1", "BSV_TEST_NETWORK", "moon"))).hasMessageContaining("BSV_TEST_NETWORK").hasMessageContaining("moon");
        assertThatThrownBy(() -> LiveNode.of(Map.of("BSV_TEST_NODE", "127.0.0.1:1", "BSV_TEST_TIMEOUT", "soon"))).hasMessageContaining("BSV_TEST_TIMEOUT").hasMessageContaining("soon");
    }
}
