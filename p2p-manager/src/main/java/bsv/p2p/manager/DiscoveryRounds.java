package bsv.p2p.manager;

import bsv.p2p.api.ManagerMode;
import bsv.p2p.api.error.P2pException;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.manager.peers.PeerKeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the discovery strategies: all at once at start, then hourly with jitter, while connections are short.
final class DiscoveryRounds {
    private static final Logger LOG = LoggerFactory.getLogger(DiscoveryRounds.class);
    private final Core core;
    private final List<PeerDiscovery> strategies;
    private final Dialer dialer;
    private final BanDesk bans;
    private final Set<Thread> asking = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    DiscoveryRounds(Core core, List<PeerDiscovery> strategies, Dialer dialer, BanDesk bans) {
        this.core = core;
        this.strategies = List.copyOf(strategies);
        this.dialer = dialer;
        this.bans = bans;
    }

    void start() {
        if (stopped || strategies.isEmpty() || dialer.mode() == ManagerMode.FIXED_PEERS) return;
        if (core.isRunning() && dialer.shortBy() > 0) strategies.forEach(strategy -> core.parts.blocking().execute(() -> ask(strategy)));
        core.loop.schedule(this::start, jittered(core.config().discovery().interval()));
    }

    private Duration jittered(Duration interval) {
        return Duration.ofNanos((long) (interval.toNanos() * (0.9 + 0.2 * core.parts.random().nextDouble())));
    }

    private void ask(PeerDiscovery strategy) {
        asking.add(Thread.currentThread());
        long begun = core.loop.nanoTime();
        var found = new AtomicInteger();
        var added = new AtomicInteger();
        List<String> problems;
        try {
            var config = core.config();
            var request = new PeerDiscovery.Request(config.network(), config.dnsSeeds(), config.network().defaultPort());
            problems = strategy.discover(request, one -> {
                found.incrementAndGet();
                remember(one, fresh -> added.addAndGet(fresh.size()));
            });
        } catch (InterruptedException _) {
            problems = List.of("interrupted");
        } catch (P2pException failed) {
            problems = List.of(String.valueOf(failed.getMessage()));
        } catch (RuntimeException broken) {
            LOG.atError().addKeyValue("strategy", strategy.name()).setCause(broken).log("discovery failed");
            problems = List.of("failed: " + broken);
        } finally {
            asking.remove(Thread.currentThread());
        }
        var took = Duration.ofNanos(core.loop.nanoTime() - begun);
        var told = problems;
        core.keeper.later(_ -> core.report(new ControlEvent.DiscoveryFinished(strategy.name(), found.get(), added.get(), told, took)));
    }

    private void remember(PeerDiscovery.Found found, Consumer<List<Peer>> added) {
        var endpoint = found.endpoint();
        if (stopped || !core.config().network().canReach(endpoint.ip()) || bans.isBanned(endpoint.ip()) || core.self.contains(endpoint)) return;
        core.keeper.heard(List.of(new PeerKeeper.Heard(endpoint, found.source(), 0, Optional.of(assumedSeen()))), fresh -> {
            added.accept(fresh);
            announce(fresh);
        });
    }

    /// Seeds tell no times: 3 to 7 days ago, by chance. Source: net.cpp, ThreadDNSAddressSeed.
    private Instant assumedSeen() {
        return core.now().minus(Duration.ofDays(3)).minusSeconds(core.parts.random().nextInt(4 * 86_400));
    }

    /// Tells of peers heard of for the first time and looks whether they are needed.
    void announce(List<Peer> fresh) {
        for (var peer : fresh) core.report(new ControlEvent.PeerDiscovered(peer.id(), peer.endpoint(), peer.source()));
        if (!fresh.isEmpty()) dialer.refill();
    }

    /// Interrupts the rounds under way and closes the strategies.
    void close() {
        stopped = true;
        asking.forEach(Thread::interrupt);
        for (var strategy : strategies) {
            try {
                strategy.close();
            } catch (RuntimeException failed) {
                LOG.atWarn().addKeyValue("strategy", strategy.name()).addKeyValue("error", failed.toString()).log("discovery not closed");
            }
        }
    }
}
