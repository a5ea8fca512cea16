package bsv.p2p.manager.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerDiscovery.Request;
import bsv.p2p.api.spi.PeerDiscoveryProvider;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.testkit.PeerDiscoveryContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StaticDiscoveryTest extends PeerDiscoveryContract {
    @Override
    protected PeerDiscovery open() {
        return Plugins.installed().find(PeerDiscoveryProvider.class, "static").open(Map.of("peers", "203.0.113.7, 203.0.113.8:9000,[2001:db8::1]:7,2001:db8::2"));
    }

    @Override
    protected Request request() {
        return new Request(Network.MAINNET, List.of(), 8333);
    }

    @Override
    protected Set<Endpoint> expected() {
        return Set.of(Endpoint.parse("203.0.113.7:8333"), Endpoint.parse("203.0.113.8:9000"), Endpoint.parse("[2001:db8::1]:7"), Endpoint.parse("[2001:db8::2]:8333"));
    }

    @Test
    void whatIsNoAddressIsRefusedAllAtOnce() {
        assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(() -> new StaticDiscoveryProvider().open(Map.of("peers", "seed.example,1.2.3.4:0,1.2.3.4,1.2.3.4:99999")))
                .satisfies(invalid -> assertThat(invalid.problems()).hasSize(3));
    }

    @Test
    void noPeersAreNoProblem() throws InterruptedException {
        try (var discovery = new StaticDiscoveryProvider().open(Map.of())) {
            assertThat(discovery.discover(request(), _ -> {})).isEmpty();
        }
    }
}
