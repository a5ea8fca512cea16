package bsv.p2p.examples.client;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ConnectionLimits;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.P2pException;
import bsv.p2p.api.error.PeerNotFound;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.event.ControlEvent.ConnectionFailed;
import bsv.p2p.api.event.ControlEvent.ConnectionLost;
import bsv.p2p.api.event.ControlEvent.HandshakeComplete;
import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Calls every node that anybody tells of, and prints what it says of itself. Small enough to read; `p2p crawl` is the one to use for
/// large networks, with thousands of calls at a time and a memory.
public final class NetworkCrawler {
    private static final int AT_ONCE = 64;

    private final PeerManager node;
    private final PrintStream out;
    private final Duration patience;
    private final Set<Endpoint> heardOf = new HashSet<>();
    private final Deque<Endpoint> waiting = new ArrayDeque<>();
    private final Set<Endpoint> underWay = new HashSet<>();
    private final CountDownLatch over = new CountDownLatch(1);

    private NetworkCrawler(PeerManager node, PrintStream out, Duration patience) {
        this.node = node;
        this.out = out;
        this.patience = patience;
    }

    /// Takes the network and a node to begin with: `mainnet 203.0.113.7:8333`.
    public static void main(String[] args) throws InterruptedException {
        System.out.println(run(ManagerConfig.of(Network.parse(args[0])), Endpoint.parse(args[1]), Duration.ofMinutes(3), System.out) + " nodes");
    }

    /// Returns how many addresses were heard of.
    static int run(ManagerConfig config, Endpoint first, Duration patience, PrintStream out) throws InterruptedException {
        // Dials nobody by itself, and nobody twice.
        var quiet = config.withLimits(ConnectionLimits.of(0, AT_ONCE)).withDiscovery(config.discovery().withStrategies(List.of()))
                .withConnection(config.connection().withBackoff(config.connection().backoff().withMaxRetries(0)));
        try (var node = PeerManager.builder(quiet).build()) {
            var crawler = new NetworkCrawler(node, out, patience);
            node.subscribeControlEvents(crawler::on);
            node.subscribeBitcoinMessages(crawler::on);
            node.start();
            crawler.heard(first);
            crawler.over.await();
            return crawler.heardOf.size();
        }
    }

    private void on(ControlEvent event) {
        switch (event) {
            case HandshakeComplete peer -> out.println(peer.address() + " " + peer.userAgent().replaceAll("\\p{C}", "?"));
            case ConnectionEstablished peer -> ask(peer);
            case ConnectionFailed peer -> {
                out.println(peer.address() + " not reached: " + peer.failure().describe().replaceAll("\\p{C}", "?"));
                done(peer.address());
            }
            case ConnectionLost peer -> done(peer.address());
            default -> {
                // nothing about one call
            }
        }
    }

    private void ask(ConnectionEstablished peer) {
        node.send(peer.peerId(), new GetAddr());
        CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS).execute(() -> hangUp(peer.peerId()));
    }

    private void on(BitcoinMessageEvent event) {
        // A single address is the peer's own; more are the answer, which takes a minute or two.
        if (!(event.message() instanceof Addr addr) || addr.addresses().size() < 2) return;
        addr.addresses().forEach(one -> heard(one.address().endpoint()));
        hangUp(event.peerId());
    }

    private void hangUp(UUID peerId) {
        try {
            node.disconnect(peerId, "has told what it knows");
        } catch (PeerNotFound _) {
            // gone already
        }
    }

    private synchronized void heard(Endpoint address) {
        if (address.port() != 0 && heardOf.add(address)) waiting.add(address);
        next();
    }

    private synchronized void done(Endpoint address) {
        underWay.remove(address);
        next();
    }

    private void next() {
        while (underWay.size() < AT_ONCE && !waiting.isEmpty()) {
            var address = waiting.remove();
            try {
                node.connect(address);
                underWay.add(address);
            } catch (P2pException refused) {
                out.println(address + " not called: " + refused.getMessage());
            }
        }
        if (underWay.isEmpty() && waiting.isEmpty()) over.countDown();
    }
}
