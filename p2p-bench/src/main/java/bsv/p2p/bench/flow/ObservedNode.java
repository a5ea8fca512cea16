package bsv.p2p.bench.flow;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.EventListener;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.testkit.PlainPeerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A node in a process of its own, with a subscriber that falls asleep and wakes up when it is told to, which saves each large payload to a file. Ends
/// with its input.
final class ObservedNode {
    /// Commands on standard input.
    static final char SLEEP = 's';
    static final char WAKE = 'w';

    private ObservedNode() {}

    /// Hears every message, and may sleep over them.
    private static final class Subscriber implements EventListener<BitcoinMessageEvent> {
        private volatile boolean asleep;
        private final AtomicLong heard = new AtomicLong();
        private final AtomicLong missed = new AtomicLong();

        @Override
        public void onEvent(BitcoinMessageEvent event) {
            while (asleep) LockSupport.parkNanos(this, 10_000_000);
            heard.incrementAndGet();
        }

        @Override
        public void onLagged(long events) {
            missed.addAndGet(events);
        }
    }

    /// Runs it; takes the number of places, and the milliseconds of every timeout. Prints its port, and after each command what the subscriber heard
    /// and missed so far.
    public static void main(String[] arguments) throws IOException {
        var subscriber = new Subscriber();
        var file = Files.createTempFile("payload", ".bin");
        file.toFile().deleteOnExit();
        try (var node = PeerManager.builder(config(Integer.parseInt(arguments[0]), Duration.ofMillis(Long.parseLong(arguments[1])))).store(new PlainPeerStore()).build()) {
            node.subscribeBitcoinMessages(subscriber);
            node.receivePayloads(_ -> Optional.of(payload -> payload.saveTo(file)));
            node.start();
            System.out.println(node.listeners().getFirst().port());
            for (int command = System.in.read(); command >= 0; command = System.in.read()) {
                subscriber.asleep = command == SLEEP;
                System.out.println(subscriber.heard + " " + subscriber.missed);
            }
        }
    }

    private static ManagerConfig config(int places, Duration timeout) {
        var config = ManagerConfig.of(Network.REGTEST);
        return config.withLimits(ConnectionLimits.of(0, places).withMaxInboundPerAddress(0))
                .withDiscovery(config.discovery().withStrategies(List.of()))
                .withConnection(config.connection().withHandshakeTimeout(timeout).withPingTimeout(timeout).withWriteTimeout(timeout))
                .withListener(config.listener().withEnabled(true).withAddresses(List.of(Endpoint.parse("127.0.0.1", 0))).withPort(OptionalInt.of(0)).withOverCapacityTimeout(timeout));
    }
}
