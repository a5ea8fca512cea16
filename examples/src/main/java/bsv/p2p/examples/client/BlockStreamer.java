package bsv.p2p.examples.client;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Asks one node for a block of any size and writes it to a file, with the memory of a few megabytes.
public final class BlockStreamer {
    private BlockStreamer() {}

    /// Takes the network, the address of the node, the hash of the block and the file: `mainnet 203.0.113.7:8333 0000... block.bin`.
    public static void main(String[] args) throws InterruptedException {
        run(Network.parse(args[0]), Endpoint.parse(args[1]), Hash256.parse(args[2]), Path.of(args[3]), System.out);
    }

    // The region below is an example of README.md; a test compares the two.
    // readme-begin
    static void run(Network network, Endpoint address, Hash256 hash, Path file, PrintStream out) throws InterruptedException {
        var done = new CountDownLatch(1);
        try (var node = PeerManager.builder(ManagerConfig.of(network)).withFixedPeers(List.of(address)).build()) {
            node.subscribeControlEvents(event -> {
                if (event instanceof ConnectionEstablished peer) node.send(peer.peerId(), new GetData(List.of(InventoryItem.block(hash))));
            });
            node.receivePayloads(offer -> offer.facts().block().isEmpty() ? Optional.empty() : Optional.of(payload -> {
                out.printf("%d bytes with %d transactions%n", payload.facts().length(), offer.facts().block().get().transactions());
                payload.saveTo(file);
                done.countDown();
            }));
            node.subscribeBitcoinMessages(event -> {
                if (event.message() instanceof Block small) {
                    out.printf("%d transactions, small enough to be a message%n", small.transactions().size());
                    done.countDown();
                }
            });
            node.start();
            done.await();
        }
    }
    // readme-end
}
