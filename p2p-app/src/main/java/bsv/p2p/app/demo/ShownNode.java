package bsv.p2p.app.demo;

import bsv.p2p.api.ConnectionSnapshot;
import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.peer.Endpoint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The node under show: a manager as anybody would build it, whose every event is told and entered in the accounts.
final class ShownNode implements AutoCloseable {
    private static final SubscriptionOptions OPTIONS = SubscriptionOptions.DEFAULT.withName("demo-screen").withCapacity(10_000);

    private final DemoNetwork network;
    private final int target;
    private final DemoScreen screen;
    private final InstantSource clock;
    private final DemoChain chain = new DemoChain();
    private final DemoRelay relay;
    private final PeerManager manager;
    private final DemoLedger ledger;
    private final MessageMeter meter = new MessageMeter();
    private final AtomicLong blocks = new AtomicLong();
    private final AtomicLong transactions = new AtomicLong();
    private volatile Optional<Long> startNanos = Optional.empty();

    ShownNode(DemoNetwork network, int target, DemoScreen screen, InstantSource clock) {
        this.network = network;
        this.target = target;
        this.screen = screen;
        this.clock = clock;
        ledger = new DemoLedger(target);
        relay = new DemoRelay(chain, new TransactionPool(), new Counter());
        manager = network.shown(target).extension(relay).build();
    }

    void start() {
        startNanos = Optional.of(System.nanoTime());
        manager.subscribeControlEvents(this::happened, OPTIONS);
        manager.start();
    }

    /// Time since it began; zero before.
    Duration elapsed() {
        return startNanos.map(start -> Duration.ofNanos(System.nanoTime() - start)).orElse(Duration.ZERO);
    }

    DemoRelay relay() {
        return relay;
    }

    /// Whether all outbound places were ever filled.
    boolean reachedTarget() {
        return ledger.wasReached();
    }

    /// Where its established outbound connections lead.
    List<Endpoint> outboundPeers() {
        return manager.connections().stream().filter(connection -> connection.state() == ConnectionState.CONNECTED && !connection.inbound())
                .map(ConnectionSnapshot::address).toList();
    }

    /// How it stands now. Called by one thread.
    DemoState state(Optional<Duration> length) {
        var connections = manager.connections();
        meter.sample(connections, elapsed());
        return new DemoState(clock.instant(), elapsed(), length, target, manager.counts(), connections, peersKnown(), manager.bans().size(),
                network.nodes().size(), network.nodesUp().size(), network.connectionEnds(), chain.tip(), transactions.get(), meter.perSecond());
    }

    /// The accounts so far.
    DemoSummary summary(int nodes, Sabotage sabotage) {
        return new DemoSummary(nodes, target, elapsed(), sabotage.killed(), sabotage.revived(), ledger.connections(), ledger.discovery(),
                new DemoSummary.Relay(chain.tip().height(), blocks.get(), transactions.get()),
                new DemoSummary.Messages(meter.total(), meter.peakRate()));
    }

    @Override
    public void close() {
        manager.close();
    }

    private long peersKnown() {
        try (var peers = manager.peers()) {
            return peers.count();
        }
    }

    private void happened(ControlEvent event) {
        screen.happened(event);
        ledger.enter(event, elapsed()).ifPresent(screen::happened);
    }

    /// Counts what peers bring.
    private final class Counter implements DemoRelay.Witness {
        @Override
        public void block(Block block, int height, Endpoint from) {
            blocks.incrementAndGet();
            screen.happened(new DemoEvent.BlockRelayed(height, block.hash(), block.transactions().size(), from));
        }

        @Override
        public void transaction(Transaction transaction, Endpoint from) {
            transactions.incrementAndGet();
        }
    }
}
