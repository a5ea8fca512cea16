package bsv.p2p.bench.flow;

import bsv.p2p.bench.MachineFacts;
import bsv.p2p.bench.stream.SyntheticBlock;
import bsv.p2p.bench.stream.Template;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Measures what a block of 1 GB costs those who have nothing to do with it: 200 peers ping 10,000 times a second, with and without another that sends
/// it. The node has a core, the peers another, where the system can tell them apart. Prints a Markdown table; ends with status 1 if a bound is exceeded.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dgiant=5
/// ```
public final class GiantBench {
    private static final int OTHERS = 200;
    private static final int EACH_SECOND = 10_000;
    private static final long SIZE = 1_000_000_000;
    private static final int PLACES = 250;
    private static final Duration STANDARD = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final double MOST = 2;

    private GiantBench() {}

    /// What the others saw while a block came, and how long that took.
    private record Disturbed(Delays delays, long nanos) {}

    /// Runs it; takes the number of rounds.
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        if (arguments.length != 1) throw new IllegalArgumentException("expected ROUNDS, found " + String.join(" ", arguments));
        var machine = MachineFacts.read();
        boolean apart = Cores.forPeers();
        double mean;
        try (var node = new NodeProcess(PLACES, STANDARD); var others = new Swarm(node.port(), OTHERS, EACH_SECOND);
                var giant = new Giant(node.port(), new SyntheticBlock(new Template(), SIZE, 0)); var threads = Executors.newFixedThreadPool(1)) {
            quiet(others);
            disturbed(others, threads.submit((Callable<Long>) giant::send)); // once in vain, for the compiler
            System.out.println("| round | pings | quiet: median, p99, worst, µs | while 1 GB comes: median, p99, worst, µs | p99, times the quiet | the block, GB/s |");
            System.out.println("|---|---|---|---|---|---|");
            var ratios = new ArrayList<Double>();
            for (int round = 1; round <= Integer.parseInt(arguments[0]); round++) {
                var quiet = quiet(others);
                var disturbed = disturbed(others, threads.submit((Callable<Long>) giant::send));
                ratios.add(disturbed.delays.micros(0.99) / quiet.micros(0.99));
                System.out.printf("| %d | %,d, %,d | %s | %s | %.2f | %.2f |%n", round, quiet.count(), disturbed.delays.count(), tell(quiet), tell(disturbed.delays), ratios.getLast(),
                        (double) SIZE / disturbed.nanos);
            }
            mean = Math.exp(ratios.stream().mapToDouble(Math::log).average().orElseThrow());
        }
        System.out.printf("%nGeometric mean of the ratios: %.2f.%n%n", mean);
        System.out.println(machine.describe() + (apart ? "" : " Node and peers shared all cores."));
        if (mean > MOST) System.exit(1);
    }

    private static String tell(Delays delays) {
        return "%.0f, %.0f, %.0f".formatted(delays.micros(0.5), delays.micros(0.99), 1e3 * delays.worstMillis());
    }

    private static Delays quiet(Swarm others) throws IOException, InterruptedException {
        long end = System.nanoTime() + QUIET.toNanos();
        return others.ping(() -> System.nanoTime() - end > 0);
    }

    private static Disturbed disturbed(Swarm others, Future<Long> block) throws IOException, InterruptedException, ExecutionException {
        var delays = others.ping(block::isDone);
        return new Disturbed(delays, block.get());
    }
}
