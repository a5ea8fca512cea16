package bsv.p2p.app.peers;

import bsv.p2p.api.peer.Network;
import bsv.p2p.app.demo.LoopbackSeed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/// The live node tests, on the full node of npm and a DNS server of our own.
@ExtendWith(NpmPeers.class)
class LiveNodeOnFullNodeIT extends LiveNodeTests {
    private static FullNode fullNode;
    private static LoopbackSeed seed;

    @BeforeAll
    static void start() throws Exception {
        fullNode = FullNode.start("--host", "127.0.9.1");
        seed = new LoopbackSeed(fullNode.address().ip());
    }

    @AfterAll
    static void stop() {
        if (seed != null) seed.close();
        if (fullNode != null) fullNode.close();
    }

    @Override
    LiveNode node() {
        var network = new Network("regtest", Network.REGTEST.magic(), fullNode.address().port(), List.of(LoopbackSeed.NAME));
        return new LiveNode(fullNode.address(), network, Duration.ofSeconds(20), Optional.of(seed.server().toString()));
    }
}
