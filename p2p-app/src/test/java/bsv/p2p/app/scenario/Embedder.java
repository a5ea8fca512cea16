package bsv.p2p.app.scenario;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.Mempool;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.testkit.PlainPeerStore;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

/// A program with a node in it, for tests that look at its process from outside. It answers each item of a getdata with a megabyte, as soon as
/// it is asked and without a look at who takes it, and a getaddr with a line that says how much of its heap is in use. Another subscriber hears
/// everything too, until somebody asks for the mempool: then it falls asleep and never wakes up.
final class Embedder {
    private static final Unknown MEGABYTE = new Unknown(new Command("bulk"), Bytes.wrap(new byte[1 << 20]));

    private Embedder() {}

    public static void main(String[] none) throws InterruptedException {
        var config = ManagerConfig.of(Network.REGTEST).withLimits(ConnectionLimits.of(0, 20));
        var node = PeerManager.builder(config.withDiscovery(config.discovery().withStrategies(List.of()))
                .withListener(config.listener().withEnabled(true).withAddresses(List.of(Endpoint.parse("127.0.0.1", 0))).withPort(OptionalInt.of(0)))).store(new PlainPeerStore()).build();
        node.subscribeBitcoinMessages(event -> {
            if (event.message() instanceof GetData getData) getData.items().forEach(_ -> node.send(event.peerId(), MEGABYTE));
            if (event.message() instanceof GetAddr) printHeap();
        });
        node.subscribeBitcoinMessages(Embedder::sleepWhenTold);
        node.start();
        print("{\"event\":\"ListenerBound\",\"address\":\"%s\"}".formatted(node.listeners().getFirst()));
        new CountDownLatch(1).await();
    }

    private static void printHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) memory.gc();
        print("{\"event\":\"Heap\",\"used\":%d}".formatted(memory.getHeapMemoryUsage().getUsed()));
    }

    /// The form of the events of `p2p run`.
    private static void print(String line) {
        System.out.println(line);
    }

    private static void sleepWhenTold(BitcoinMessageEvent event) {
        if (!(event.message() instanceof Mempool)) return;
        print("{\"event\":\"Asleep\"}");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
