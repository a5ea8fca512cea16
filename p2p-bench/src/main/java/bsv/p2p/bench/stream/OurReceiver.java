package bsv.p2p.bench.stream;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.message.BlockWalker;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.testkit.PlainPeerStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A node that dials the sender, takes the block it is offered and saves it; on request it walks the transactions too.
final class OurReceiver {
    private OurReceiver() {}

    /// Takes port, file, and `save` or `walk`.
    public static void main(String[] arguments) {
        var file = Path.of(arguments[1]);
        boolean walking = arguments[2].equals("walk");
        var config = ManagerConfig.of(Network.REGTEST);
        var done = new CompletableFuture<Long>();
        try (var node = PeerManager.builder(config.withDiscovery(config.discovery().withStrategies(List.of()))).store(new PlainPeerStore())
                .withFixedPeers(List.of(Endpoint.parse("127.0.0.1:" + arguments[0]))).build()) {
            node.receivePayloads(offer -> Optional.of(payload -> {
                long begin = System.nanoTime();
                var visitor = new OurWalk(false);
                var walker = BlockWalker.of(visitor);
                (walking ? payload.and(walker) : payload).saveTo(file);
                if (walking) walker.finish();
                long expected = offer.facts().block().orElseThrow().transactions();
                if (walking && visitor.result().transactions() != expected) throw new IllegalStateException("not all transactions");
                Received.print(begin);
                done.complete(begin);
            }));
            node.start();
            done.join();
        }
    }
}
