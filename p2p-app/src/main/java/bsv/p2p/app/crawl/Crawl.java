package bsv.p2p.app.crawl;

import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Calls every address once that it is told of, in the order told, and takes what those tell. Ends when nobody is left. Safe for many threads.
public final class Crawl {
    /// Calls whose outcome the store has not taken yet; no more are begun above it.
    private static final int MOST_UNWRITTEN = 1_000;

    private final Transport transport;
    private final CrawlPlan plan;
    private final CrawlStore store;
    private final Consumer<Visited> output;
    private final Executor serial;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    private final Deque<Endpoint> waiting = new ArrayDeque<>();
    private final Set<Endpoint> known = new HashSet<>();
    private final Set<CrawlVisit> underWay = new HashSet<>();
    private int sources;
    private int unwritten;
    private int visited;
    private int reached;
    private boolean stopped;

    /// @param output told of each call, on `serial`
    /// @param serial does one task after the other; they block
    public Crawl(Transport transport, CrawlPlan plan, CrawlStore store, Consumer<Visited> output, Executor serial, InstantSource clock, RandomGenerator random) {
        this.transport = transport;
        this.plan = plan;
        this.store = store;
        this.output = output;
        this.serial = serial;
        this.clock = clock;
        this.random = random;
    }

    /// How far it is.
    ///
    /// @param known addresses heard of, those that were not due included
    public record Progress(int visited, int reached, int underWay, int waiting, int known) {}

    public synchronized Progress progress() {
        return new Progress(visited, reached, underWay.size(), waiting.size(), known.size());
    }

    /// Completes when everybody was called and all is remembered; fails if the store does.
    public CompletableFuture<Void> over() {
        return over;
    }

    /// Runs what tells addresses; the crawl does not end before all of them do. Once.
    public void begin(List<Runnable> tellers, Executor executor) {
        synchronized (this) {
            sources += tellers.size();
        }
        tellers.forEach(teller -> executor.execute(() -> tell(teller)));
    }

    private void tell(Runnable teller) {
        try {
            teller.run();
        } catch (RuntimeException failed) {
            over.completeExceptionally(failed);
            stop();
        } finally {
            synchronized (this) {
                sources--;
            }
            more();
        }
    }

    /// Those of an earlier crawl.
    public void resume(List<CrawlStore.Known> earlier) {
        synchronized (this) {
            for (var one : earlier) {
                if (known.add(one.address()) && one.due()) waiting.add(one.address());
            }
        }
        more();
    }

    /// Addresses from elsewhere than a peer.
    public void found(List<Endpoint> addresses, String source) {
        var fresh = new ArrayList<Peer>();
        synchronized (this) {
            for (var address : addresses) {
                if (!isNew(address)) continue;
                waiting.add(address);
                fresh.add(store.heard(address, 0, Optional.empty(), source));
            }
            unwritten++;
        }
        write(() -> store.found(fresh));
        more();
    }

    /// Begins no call any more and ends those under way.
    public void stop() {
        List<CrawlVisit> running;
        synchronized (this) {
            stopped = true;
            running = List.copyOf(underWay);
        }
        running.forEach(CrawlVisit::cutOff);
        more();
    }

    private boolean isNew(Endpoint address) {
        return address.port() != 0 && plan.network().canReach(address.ip()) && known.size() < plan.mostAddresses() && known.add(address);
    }

    /// Begins what may begin, or ends.
    private void more() {
        var beginning = new ArrayList<CrawlVisit>();
        boolean last;
        synchronized (this) {
            while (!stopped && underWay.size() < plan.atOnce() && unwritten < MOST_UNWRITTEN && !waiting.isEmpty()) {
                var visit = new CrawlVisit(waiting.remove(), plan, version(), transport.nextLoop(), this::ended);
                underWay.add(visit);
                beginning.add(visit);
            }
            last = underWay.isEmpty() && unwritten == 0 && (stopped || (waiting.isEmpty() && sources == 0));
        }
        beginning.forEach(visit -> visit.begin(transport));
        if (last) serial.execute(this::finish);
    }

    private void finish() {
        if (over.isDone()) return;
        store.flush();
        over.complete(null);
    }

    private Version version() {
        return Version.of(plan.identity().protocolVersion(), plan.identity().services(), clock.instant().getEpochSecond(), NetworkAddress.UNSPECIFIED,
                random.nextLong(), plan.identity().userAgent(), 0, false);
    }

    private void ended(CrawlVisit visit, Visited result) {
        var fresh = new ArrayList<Peer>();
        synchronized (this) {
            underWay.remove(visit);
            // Who was cut off is called again by the next crawl.
            if (visit.isCutOff()) waiting.add(result.address());
            else count(result, fresh);
        }
        if (!visit.isCutOff()) {
            write(() -> {
                store.visited(result, fresh);
                output.accept(result);
            });
        }
        more();
    }

    private void count(Visited result, List<Peer> fresh) {
        visited++;
        unwritten++;
        if (result.isReached()) reached++;
        for (var told : result.told()) {
            var address = told.address().endpoint();
            if (!isNew(address)) continue;
            waiting.add(address);
            fresh.add(store.heard(address, told.address().services(), seen(told), "crawl:" + result.address()));
        }
    }

    private Optional<Instant> seen(TimestampedAddress told) {
        var time = Instant.ofEpochSecond(told.time());
        return told.time() == 0 || time.isAfter(clock.instant().plus(Duration.ofHours(2))) ? Optional.empty() : Optional.of(time);
    }

    private void write(Runnable task) {
        serial.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException failed) {
                over.completeExceptionally(failed);
                stop();
            } finally {
                synchronized (this) {
                    unwritten--;
                }
                more();
            }
        });
    }
}
