package bsv.p2p.bench.telemetry;

import bsv.p2p.bench.MachineFacts;
import bsv.p2p.bench.flow.Cores;
import bsv.p2p.bench.flow.PlainPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Measures what it costs a node of the image to be watched: OpenTelemetry to a collector every second, `/metrics` read every second. Two nodes, one
/// watched and one not, in turns, each with 200 connections: as many messages as they can take, and 20,000 a second. Then counts the series after
/// 10,000 different user agents. Prints Markdown; ends with status 1 if a bound is exceeded.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dtelemetry=5
/// ```
public final class TelemetryBench {
    private static final int CONNECTIONS = 200;
    private static final int PLACES = 300;
    private static final int RATE = 20_000;
    private static final int AGENTS = 10_000;
    private static final int MOST_SERIES = 200;
    private static final double LEAST_THROUGHPUT = 0.95;
    private static final Duration TURN = Duration.ofSeconds(6);

    private final Watched plain;
    private final Watched watched;
    private final List<Double> ratios = new ArrayList<>();

    /// A node, and those who call it.
    private record Watched(ImageNode node, Crowd crowd) {}

    private TelemetryBench(Watched plain, Watched watched) {
        this.plain = plain;
        this.watched = watched;
    }

    /// Runs it; takes the folder of the image and how many rounds.
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        if (arguments.length != 2) throw new IllegalArgumentException("expected IMAGE ROUNDS, found " + String.join(" ", arguments));
        var machine = MachineFacts.read();
        boolean apart = Cores.forPeers();
        var image = Path.of(arguments[0]);
        boolean kept;
        try (var collector = new Collector(); var reader = Executors.newSingleThreadScheduledExecutor();
                var plain = ImageNode.plain(image, PLACES); var watched = ImageNode.watched(image, PLACES, collector.port());
                var ofPlain = new Crowd(plain.port(), CONNECTIONS); var ofWatched = new Crowd(watched.port(), CONNECTIONS)) {
            var readings = readMetrics(reader, watched);
            var bench = new TelemetryBench(new Watched(plain, ofPlain), new Watched(watched, ofWatched));
            kept = bench.measure(Integer.parseInt(arguments[1]));
            System.out.printf("%nThe collector had %,d requests of %,d bytes; metrics were read %,d times.%n", collector.requests(), collector.bytes(), readings.get());
            kept &= collector.requests() > 0 && readings.get() > 0;
            kept &= areSeriesFew(watched);
        }
        System.out.println(machine.describe() + (apart ? "" : " Node and peers shared all cores."));
        if (!kept) System.exit(1);
    }

    private static AtomicLong readMetrics(ScheduledExecutorService thread, ImageNode node) {
        var times = new AtomicLong();
        var _ = thread.scheduleAtFixedRate(() -> {
            try {
                if (!node.metrics().contains("p2p_connections")) throw new IllegalStateException("no metrics");
                times.incrementAndGet();
            } catch (IOException | InterruptedException over) {
                throw new IllegalStateException(over);
            }
        }, 1, 1, TimeUnit.SECONDS);
        return times;
    }

    private boolean measure(int rounds) throws InterruptedException, ExecutionException {
        for (int i = 0; i < 3; i++) flood(); // the compiler
        ratios.clear();
        System.out.println("| round | messages/s it can take, not watched | watched | ratio | processor at 20,000/s, not watched | watched |");
        System.out.println("|---|---|---|---|---|---|");
        for (int round = 1; round <= rounds; round++) {
            var rates = flood();
            var without = pace(plain);
            var with = pace(watched);
            System.out.printf("| %d | %,.0f | %,.0f | %.3f | %s | %s |%n", round, rates[0], rates[1], ratios.getLast(), without, with);
        }
        double median = ratios.stream().sorted().toList().get(ratios.size() / 2);
        System.out.printf("%nThroughput when watched, of that when not, median: %.3f.%n", median);
        return median >= LEAST_THROUGHPUT;
    }

    /// Messages a second that each takes, by turns of half a second.
    private double[] flood() throws InterruptedException, ExecutionException {
        long turn = TURN.toNanos() / 12;
        long without = 0;
        long with = 0;
        for (int i = 0; i < 12; i++) {
            without += plain.crowd.ping(turn, 0);
            with += watched.crowd.ping(turn, 0);
        }
        ratios.add((double) with / without);
        // each ping and each pong
        return new double[] {2e9 * without / TURN.toNanos(), 2e9 * with / TURN.toNanos()};
    }

    /// The part of a core that it takes, or how far it stays behind.
    private static String pace(Watched one) throws InterruptedException, ExecutionException {
        long pause = 2L * CONNECTIONS * Crowd.HANDFUL * 1_000_000_000 / RATE;
        var before = one.node.processorTime();
        long answered = one.crowd.ping(TURN.toNanos(), pause);
        double part = (double) one.node.processorTime().minus(before).toNanos() / TURN.toNanos();
        double reached = 2e9 * answered / TURN.toNanos();
        return "%.1f %% of a core, %,.0f/s".formatted(100 * part, reached);
    }

    private static boolean areSeriesFew(ImageNode node) throws IOException, InterruptedException {
        for (int i = 0; i < AGENTS; i++) PlainPeer.introduced(node.port(), "/agent:" + i + "/").close();
        long series = node.metrics().lines().filter(line -> !line.startsWith("#") && !line.isBlank()).count();
        System.out.printf("After %,d different user agents `/metrics` has %d series; wanted: under %d.%n", AGENTS, series, MOST_SERIES);
        return series < MOST_SERIES;
    }
}
