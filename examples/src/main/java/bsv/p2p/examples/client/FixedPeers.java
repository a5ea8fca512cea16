package bsv.p2p.examples.client;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.ControlEvent.ConnectionFailed;
import bsv.p2p.api.event.ControlEvent.ConnectionLost;
import bsv.p2p.api.event.ControlEvent.HandshakeComplete;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// Stays connected to some nodes of your own and to nobody else: each is dialed again for ever when it is lost.
public final class FixedPeers {
    private FixedPeers() {}

    /// Takes the network and the nodes, and runs until it is stopped: `mainnet 203.0.113.7:8333 203.0.113.8:8333`.
    public static void main(String[] args) throws InterruptedException {
        run(Network.parse(args[0]), Stream.of(args).skip(1).map(Endpoint::parse).toList(), System.out, new CountDownLatch(1));
    }

    static void run(Network network, List<Endpoint> peers, PrintStream out, CountDownLatch stop) throws InterruptedException {
        try (var node = PeerManager.builder(ManagerConfig.of(network)).withFixedPeers(peers).build()) {
            node.subscribeControlEvents(event -> {
                switch (event) {
                    case HandshakeComplete up -> out.println("up " + up.address() + " after " + up.took().toMillis() + " ms");
                    case ConnectionLost lost -> out.println("lost " + lost.address());
                    case ConnectionFailed failed -> out.println("failed " + failed.address() + ": " + failed.failure().describe());
                    default -> {
                        // there are more facts than these
                    }
                }
            });
            node.start();
            stop.await();
        }
    }
}
