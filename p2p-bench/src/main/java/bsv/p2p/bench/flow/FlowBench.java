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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Measures what those who stall cost the others: pings of eight peers while a subscriber sleeps and a peer reads nothing, and while another
/// peer pipelines 100,000 pings; and how soon an honest caller is in where silent ones hold every place. Prints Markdown tables; ends with
/// status 1 if a bound is exceeded.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dflow=5
/// ```
public final class FlowBench {
    private static final Duration ROUND = Duration.ofSeconds(60);
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final long PAUSE = 5_000_000;
    private static final long SHORT_PAUSE = 1_000_000;
    private static final int PIPELINED = 100_000;
    private static final int TIMES = 20;
    /// A hundred items, fifty times a second: more than a sleeping subscriber may keep waiting.
    private static final byte[] NEWS = PlainPeer.frame(new Inv(Collections.nCopies(100, InventoryItem.tx(Hash256.ZERO))));
    private static final Duration BETWEEN_NEWS = Duration.ofMillis(20);

    private final NodeProcess node;
    private final Others others;
    private boolean kept = true;

    private FlowBench(NodeProcess node, Others others) {
        this.node = node;
        this.others = others;
    }

    /// Runs it; takes the number of rounds.
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        if (arguments.length != 1) throw new IllegalArgumentException("expected ROUNDS, found " + String.join(" ", arguments));
        var machine = MachineFacts.read();
        boolean kept;
        try (var node = new NodeProcess()) {
            kept = isSilenceHarmless(node.port());
            try (var others = new Others(node.port())) {
                var bench = new FlowBench(node, others);
                bench.quiet(WARM_UP);
                bench.measurePipelining();
                bench.measureStalls(Integer.parseInt(arguments[0]));
                kept &= bench.kept;
            }
        }
        System.out.println(machine.describe());
        if (!kept) System.exit(1);
    }

    private void measureStalls(int rounds) throws IOException, InterruptedException, ExecutionException {
        System.out.println("| round | pings | quiet: median, p99, µs | asleep and stalled: median, p99, µs | p99, times the quiet | p99 of the next quiet, times this quiet | events missed asleep |");
        System.out.println("|---|---|---|---|---|---|---|");
        var ratios = new ArrayList<Double>();
        var noise = new ArrayList<Double>();
        var before = quiet(ROUND);
        for (int round = 1; round <= rounds; round++) {
            long missedBefore = node.tell(ObservedNode.SLEEP).missed();
            Delays stalled;
            try (var stallers = new Stallers(node.port())) {
                stalled = listen(ROUND);
                if (stallers.written() == 0) throw new IllegalStateException("nobody stalled");
            }
            node.tell(ObservedNode.WAKE);
            var after = quiet(ROUND);
            long missed = node.tell(ObservedNode.WAKE).missed() - missedBefore;
            // The quiet before and the one after, as one.
            double ratio = stalled.micros(0.99) / Math.sqrt(before.micros(0.99) * after.micros(0.99));
            ratios.add(ratio);
            noise.add(after.micros(0.99) / before.micros(0.99));
            System.out.printf("| %d | %,d | %.0f, %.0f | %.0f, %.0f | %.2f | %.2f | %,d |%n", round, stalled.count(), before.micros(0.5), before.micros(0.99),
                    stalled.micros(0.5), stalled.micros(0.99), ratio, noise.getLast(), missed);
            before = after;
        }
        System.out.printf("%nMedian of the ratios: %.2f; of the quiet rounds among themselves: %.2f.%n%n", median(ratios), median(noise));
        kept &= median(ratios) <= 1.10;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /// As with those who stall, but for them: one who does not stall is in their place.
    private Delays quiet(Duration time) throws IOException, InterruptedException, ExecutionException {
        try (var _ = PlainPeer.introduced(node.port())) {
            return listen(time);
        }
    }

    /// While somebody has news all the time.
    private Delays listen(Duration time) throws IOException, InterruptedException, ExecutionException {
        long end = System.nanoTime() + time.toNanos();
        try (var talker = PlainPeer.introduced(node.port())) {
            var pings = others.begin(PAUSE, () -> System.nanoTime() - end > 0);
            while (System.nanoTime() - end < 0) {
                talker.write(NEWS);
                Thread.sleep(BETWEEN_NEWS);
            }
            return Others.end(pings);
        }
    }

    private void measurePipelining() throws IOException, InterruptedException, ExecutionException {
        var took = new ArrayList<Double>();
        var parts = new ArrayList<Delays>();
        try (var busy = PlainPeer.introduced(node.port()); var threads = Executors.newFixedThreadPool(1)) {
            for (int time = 0; time < TIMES; time++) {
                long first = 1 + (long) time * PIPELINED;
                var bytes = Stallers.pings(PIPELINED, first);
                var flood = threads.submit((Callable<Long>) () -> readPongs(busy, first));
                var pings = others.begin(SHORT_PAUSE, flood::isDone);
                busy.write(bytes);
                parts.add(Others.end(pings));
                took.add(flood.get() / 1e6);
            }
        }
        took.sort(null);
        var all = Delays.of(parts.stream().map(Delays::sorted).toList());
        System.out.println("| 100,000 pipelined pings, in order | pings of the others meanwhile | their median, p99, µs | their worst, ms |");
        System.out.println("|---|---|---|---|");
        System.out.printf("| %.0f ms (%.0f to %.0f) | %,d | %.0f, %.0f | %.1f |%n%n", median(took), took.getFirst(), took.getLast(), all.count(), all.micros(0.5), all.micros(0.99), all.worstMillis());
        kept &= all.worstMillis() < 10;
    }

    /// @return how long it took, in nanoseconds
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
    private static boolean isSilenceHarmless(int port) throws IOException {
        var took = new ArrayList<Double>();
        for (int time = 0; time < TIMES; time++) {
            var silent = new ArrayList<PlainPeer>();
            try {
                for (int i = 0; i < ObservedNode.PLACES; i++) silent.add(PlainPeer.silent(port));
                long began = System.nanoTime();
                PlainPeer.introduced(port).close();
                took.add((System.nanoTime() - began) / 1e6);
            } finally {
                for (var peer : silent) peer.close();
            }
        }
        took.sort(null);
        System.out.println("| an honest caller where 50 silent ones hold 50 places | is in after |");
        System.out.println("|---|---|");
        System.out.printf("| %d times | %.1f ms (%.1f to %.1f) |%n%n", TIMES, median(took), took.getFirst(), took.getLast());
        return took.getLast() < 1_000;
    }
}
