package bsv.p2p.bench.scale;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.Services;
import bsv.p2p.testkit.PlainPeerStore;
import bsv.p2p.testkit.VirtualNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// Whole managers on virtual time, in one thread. At first each knows three others.
final class Town {
    static final int TARGET = 8;
    private static final int PLACES = 125;
    private static final int KNOWN_AT_FIRST = 3;
    private static final int PORT = 18_444;
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration SHORT_LOOK = Duration.ofMillis(10);

    private final VirtualNetwork network = new VirtualNetwork(LATENCY);
    private final List<Node> nodes = new ArrayList<>();
    private long heard;
    private int informed;

    /// A manager, its store, and whether the news has reached it.
    private final class Node {
        final PeerManager manager;
        final PlainPeerStore store = new PlainPeerStore();
        boolean knows;

        Node(int number, Random random, int of) {
            for (int i = 0; i < KNOWN_AT_FIRST; i++) {
                var other = at(random.nextInt(of));
                if (store.findByIpPort(other).isEmpty() && !other.equals(at(number))) {
                    store.create(Peer.discovered(new UUID(random.nextLong(), random.nextLong()), other, "bench", network.clock().instant()).withServices(Services.NETWORK));
                }
            }
            manager = PeerManager.builder(config(at(number))).transport(network.transport(at(number).ip())).store(store)
                    .environment(network.clock(), new Random(number), network.blocking()).build();
            manager.subscribeBitcoinMessages(this::hear);
        }

        void hear(BitcoinMessageEvent event) {
            if (!(event.message() instanceof Inv inv)) return;
            heard++;
            tell(inv);
        }

        void tell(Inv news) {
            if (knows) return;
            knows = true;
            informed++;
            manager.broadcast(news);
        }
    }

    Town(int count) {
        var random = new Random(count);
        for (int i = 0; i < count; i++) nodes.add(new Node(i, random, count));
    }

    private static Endpoint at(int number) {
        return new Endpoint(IpAddress.ofIpv4(0x0a00_0001 + ((number / 200) << 16) + ((number % 200) << 8)), PORT);
    }

    private static ManagerConfig config(Endpoint listen) {
        var config = ManagerConfig.of(Network.REGTEST);
        return config.withLimits(ConnectionLimits.of(TARGET, PLACES)).withDiscovery(config.discovery().withStrategies(List.of()))
                .withIdentity(config.identity().withServices(Services.NETWORK))
                .withListener(config.listener().withEnabled(true).withAddresses(List.of(listen)));
    }

    void start() {
        nodes.forEach(node -> node.manager.start());
    }

    /// Until each has its eight.
    ///
    /// @return how long it took there
    Duration runUntilAllAreAtTheirTarget() {
        return runUntil(() -> nodes.stream().allMatch(node -> node.manager.counts().outbound() == TARGET), LOOK);
    }

    /// From one who has news until all do, each passing it on once.
    Duration spread() {
        nodes.getFirst().tell(new Inv(List.of(InventoryItem.tx(Hash256.ZERO))));
        return runUntil(() -> informed == nodes.size(), SHORT_LOOK);
    }

    private Duration runUntil(BooleanSupplier condition, Duration look) {
        var began = network.clock().instant();
        while (!condition.getAsBoolean()) {
            network.run(look);
            if (Duration.between(began, network.clock().instant()).toHours() >= 3) throw new IllegalStateException("three hours passed in vain");
        }
        return Duration.between(began, network.clock().instant());
    }

    void run(Duration time) {
        network.run(time);
    }

    /// Times that the news was heard, all nodes together.
    long heard() {
        return heard;
    }

    /// Peers that a node knows, on average.
    double known() {
        return nodes.stream().mapToLong(node -> {
            try (var all = node.store.listAll()) {
                return all.count();
            }
        }).average().orElseThrow();
    }

    long messages() {
        return nodes.stream().flatMap(node -> node.manager.connections().stream()).mapToLong(connection -> connection.messagesReceived()).sum();
    }
}
