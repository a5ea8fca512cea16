package bsv.p2p.bench.flow;

import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.bench.MachineFacts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Measures what those who stall cost the others: pings of eight peers while a subscriber sleeps and a peer reads nothing, and while another
/// peer pipelines 100,000 pings; how soon an honest caller is in where silent ones hold every place; and how late timeouts come. The node has a
/// core, the peers another, where the system can tell them apart. Prints Markdown tables; ends with status 1 if a bound is exceeded.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dflow=6
/// ```
public final class FlowBench {
    private static final int PLACES = 50;
    private static final Duration STANDARD = Duration.ofSeconds(60);
    private static final Duration ROUND = Duration.ofSeconds(60);
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(2);
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final long PAUSE = 10_000_000;
    private static final long SHORT_PAUSE = 1_000_000;
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final int PIPELINED = 100_000;
    private static final int TIMES = 20;
    /// Floods before the first that counts: the compiler is busy.
    private static final int UNCOUNTED = 10;
    /// A hundred items, fifty times a second: more than a sleeping subscriber may keep waiting.
    private static final byte[] NEWS = PlainPeer.frame(new Inv(Collections.nCopies(100, InventoryItem.tx(Hash256.ZERO))));
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(50);
    private static final Duration BETWEEN_NEWS = Duration.ofMillis(20);

    private final NodeProcess node;
    private final Others others;
    private boolean kept = true;

    private FlowBench(NodeProcess node, Others others) {
        this.node = node;
        this.others = others;
    }

    /// Runs it; takes the number of rounds in which somebody stalls, which take a minute each; the rest is short.
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        if (arguments.length != 1) throw new IllegalArgumentException("expected ROUNDS, found " + String.join(" ", arguments));
        var machine = MachineFacts.read();
        boolean apart = Cores.forPeers();
        boolean kept = Timeouts.measure();
        try (var node = new NodeProcess(PLACES, STANDARD)) {
            kept &= isSilenceHarmless(node.port());
            try (var others = new Others(node.port())) {
                var bench = new FlowBench(node, others);
                bench.listen(WARM_UP);
                bench.measurePipelining();
                int rounds = Integer.parseInt(arguments[0]);
                if (rounds > 0) bench.measureStalls(rounds);
                kept &= bench.kept;
            }
        }
        System.out.println(machine.describe() + (apart ? "" : " Node and peers shared all cores."));
        if (!kept) System.exit(1);
    }

    /// A minute without anybody who stalls and a minute with; which comes first changes with every round.
    private void measureStalls(int rounds) throws IOException, InterruptedException, ExecutionException {
        System.out.println("| round | pings each | quiet: median, p99, µs | with a sleeper and a peer that reads nothing: median, p99, µs | p99, times the quiet | events missed asleep |");
        System.out.println("|---|---|---|---|---|---|");
        var ratios = new ArrayList<Double>();
        for (int round = 1; round <= rounds; round++) {
            var before = round % 2 == 0 ? quiet() : Optional.<Delays>empty();
            long heard = node.tell(ObservedNode.SLEEP).missed();
            Delays stalled;
            try (var stallers = new Stallers(node.port())) {
                stalled = listen(ROUND);
                if (stallers.written() == 0) throw new IllegalStateException("nobody stalled");
            }
            node.tell(ObservedNode.WAKE);
            listen(BETWEEN_ROUNDS);
            long missed = node.tell(ObservedNode.WAKE).missed() - heard;
            var quiet = before.or(this::quiet).orElseThrow();
            ratios.add(stalled.micros(0.99) / quiet.micros(0.99));
            System.out.printf("| %d | %,d | %.0f, %.0f | %.0f, %.0f | %.2f | %,d |%n", round, stalled.count(), quiet.micros(0.5), quiet.micros(0.99),
                    stalled.micros(0.5), stalled.micros(0.99), ratios.getLast(), missed);
        }
        double mean = Math.exp(ratios.stream().mapToDouble(Math::log).average().orElseThrow());
        System.out.printf("%nGeometric mean of the ratios: %.2f.%n%n", mean);
        kept &= mean <= 1.10;
    }

    /// With a peer in the place of the one that stalls.
    private Optional<Delays> quiet() {
        try (var _ = PlainPeer.introduced(node.port())) {
            var delays = listen(ROUND);
            listen(BETWEEN_ROUNDS);
            return Optional.of(delays);
        } catch (IOException | InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("the quiet minute failed", failed);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /// While somebody has news all the time.
    private Delays listen(Duration time) throws IOException, InterruptedException, ExecutionException {
        long end = System.nanoTime() + time.toNanos();
        try (var talker = PlainPeer.introduced(node.port())) {
            var begun = others.begin(PAUSE, () -> System.nanoTime() - end > 0);
            while (System.nanoTime() - end < 0) {
                talker.write(NEWS);
                Thread.sleep(BETWEEN_NEWS); // no wait for anything: the pace of the load
            }
            return Others.end(begun);
        }
    }

    private void measurePipelining() throws IOException, InterruptedException, ExecutionException {
        var took = new ArrayList<Double>();
        var flooded = new ArrayList<Delays>();
        var quiet = new ArrayList<Delays>();
        try (var busy = PlainPeer.introduced(node.port()); var threads = Executors.newFixedThreadPool(1)) {
            for (int time = -UNCOUNTED; time < TIMES; time++) {
                long first = 1 + (long) (time + UNCOUNTED) * PIPELINED;
                var bytes = PlainPeer.pings(PIPELINED, first);
                long end = System.nanoTime() + QUIET.toNanos();
                var before = Others.end(others.begin(SHORT_PAUSE, () -> System.nanoTime() - end > 0));
                var flood = threads.submit((Callable<Long>) () -> readPongs(busy, first));
                var pings = others.begin(SHORT_PAUSE, flood::isDone);
                busy.write(bytes);
                var meanwhile = Others.end(pings);
                double millis = flood.get() / 1e6;
                if (time < 0) continue;
                quiet.add(before);
                flooded.add(meanwhile);
                took.add(millis);
            }
        }
        took.sort(null);
        System.out.println("| pings of the others | how many | median, p99, µs | worst, ms: median of the times, of all |");
        System.out.println("|---|---|---|---|");
        print("quiet", quiet);
        print("while 100,000 pipelined ones are answered", flooded);
        System.out.printf("%n100,000 pipelined pings were answered in order in %.0f ms (%.0f to %.0f), %d times.%n%n", median(took), took.getFirst(), took.getLast(), TIMES);
        kept &= worst(flooded) < 10;
    }

    /// In milliseconds; of the times, the median: what else the machine does must not decide.
    private static double worst(List<Delays> times) {
        return median(times.stream().map(Delays::worstMillis).toList());
    }

    private static void print(String what, List<Delays> times) {
        var all = Delays.all(times);
        System.out.printf("| %s | %,d | %.0f, %.0f | %.1f, %.1f |%n", what, all.count(), all.micros(0.5), all.micros(0.99), worst(times), all.worstMillis());
    }

    /// How long it took, in nanoseconds.
    private static Long readPongs(PlainPeer peer, long first) throws IOException {
        long began = System.nanoTime();
        long expected = first;
        while (expected < first + PIPELINED) {
            long nonce = peer.nextPong();
            if (nonce != expected++) throw new IllegalStateException("pong " + nonce + " came, " + (expected - 1) + " was due");
        }
        return System.nanoTime() - began;
    }

    /// Each of the times anew.
    private static boolean isSilenceHarmless(int port) throws IOException, InterruptedException {
        var took = new ArrayList<Double>();
        int calls = TIMES;
        for (int time = 0; time < TIMES; time++) {
            var silent = new ArrayList<PlainPeer>();
            try {
                for (int i = 0; i < PLACES; i++) silent.add(PlainPeer.silent(port));
                long began = System.nanoTime();
                while (!isServed(port)) {
                    calls++;
                    Thread.sleep(BETWEEN_CALLS); // no wait for anything: the pace at which a peer that was turned away calls again, if not so shortly
                }
                took.add((System.nanoTime() - began) / 1e6);
            } finally {
                for (var peer : silent) peer.close();
            }
        }
        took.sort(null);
        System.out.println();
        System.out.println("| an honest caller comes right after 50 silent ones took 50 places | calls until it is served | is in after |");
        System.out.println("|---|---|---|");
        System.out.printf("| %d times | %.1f | %.0f ms (%.0f to %.0f) |%n%n", TIMES, (double) calls / TIMES, median(took), took.getFirst(), took.getLast());
        return took.getLast() < 1_000;
    }

    /// A caller who is told that there is no place calls again, as every peer does, if not so soon.
    private static boolean isServed(int port) throws IOException {
        try (var _ = PlainPeer.introduced(port)) {
            return true;
        } catch (PlainPeer.TurnedAway _) {
            return false;
        }
    }
}
