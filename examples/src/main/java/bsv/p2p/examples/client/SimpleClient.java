package bsv.p2p.examples.client;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Connects to one node, asks it for addresses and prints the first answer.
public final class SimpleClient {
    private SimpleClient() {}

    /// Takes the network and the address of the node: `mainnet 203.0.113.7:8333`.
    public static void main(String[] args) throws InterruptedException {
        run(Network.parse(args[0]), Endpoint.parse(args[1]), System.out);
    }

    // The region below is the example of README.md; a test compares the two.
    // readme-begin
    static void run(Network network, Endpoint address, PrintStream out) throws InterruptedException {
        var answered = new CountDownLatch(1);
        try (var node = PeerManager.builder(ManagerConfig.of(network)).withFixedPeers(List.of(address)).build()) {
            node.subscribeControlEvents(event -> {
                out.println(event);
                if (event instanceof ConnectionEstablished established) node.send(established.peerId(), new GetAddr());
            });
            node.subscribeBitcoinMessages(event -> {
                if (event.message() instanceof Addr addr) {
                    addr.addresses().forEach(out::println);
                    answered.countDown();
                }
            });
            node.start();
            answered.await();
        }
    }
    // readme-end
}
