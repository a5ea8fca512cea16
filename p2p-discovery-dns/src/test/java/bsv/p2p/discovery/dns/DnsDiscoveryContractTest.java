package bsv.p2p.discovery.dns;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerDiscovery.Request;
import bsv.p2p.testkit.PeerDiscoveryContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class DnsDiscoveryContractTest extends PeerDiscoveryContract {
    private NameServer server;
    private NameServer silent;

    @BeforeEach
    void start() throws IOException {
        server = new NameServer().on("one.test", "127.0.1.1", "127.0.1.2").on("two.test", "::1");
        silent = new NameServer().on("one.test", NameServer.silence()).on("two.test", NameServer.silence());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        silent.close();
    }

    @Override
    protected PeerDiscovery open() {
        return asking(server);
    }

    @Override
    protected Optional<PeerDiscovery> openStalled() {
        return Optional.of(asking(silent));
    }

    private static PeerDiscovery asking(NameServer server) {
        return new DnsDiscoveryProvider().open(Map.of("servers", server.endpoint().toString(), "timeout", "1h"));
    }

    @Override
    protected Request request() {
        return new Request(Network.REGTEST, List.of("one.test", "two.test"), 18_444);
    }

    @Override
    protected Set<Endpoint> expected() {
        return Set.of(Endpoint.parse("127.0.1.1:18444"), Endpoint.parse("127.0.1.2:18444"), Endpoint.parse("[::1]:18444"));
    }
}
