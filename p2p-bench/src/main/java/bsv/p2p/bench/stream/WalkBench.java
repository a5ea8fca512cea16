package bsv.p2p.bench.stream;

import bsv.p2p.api.message.BlockWalker;
import java.io.PrintStream;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Walks blocks of 4.5 and 20 GB that come in pieces of 64 KiB, beside a floor that does the least possible, and prints a Markdown table.
/// Run it with a small heap:
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dstream=3
/// ```
public final class WalkBench {
    private static final int GIGABYTE = 1_000_000_000;

    private final Template template = new Template();
    private final int rounds;
    private final PrintStream out;

    private WalkBench(int rounds, PrintStream out) {
        this.rounds = rounds;
        this.out = out;
    }

    /// Runs it; takes the number of rounds.
    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[0]);
        var bench = new WalkBench(rounds, System.out);
        bench.warmUp();
        bench.out.println("| block | work | floor, GB/s | ours, GB/s | ours / floor, median (lowest, highest) | peak heap, MB |");
        bench.out.println("|---|---|---|---|---|---|");
        bench.run();
    }

    private void run() {
        var small = new SyntheticBlock(template, 4_500_000_000L, 0);
        compare("4.5 GB", small, small);
        var large = new SyntheticBlock(template, 20L * GIGABYTE, 0);
        compare("20 GB", large, large);
        compare("4.5 GB, one transaction of 1 GB", new SyntheticBlock(template, 4_500_000_000L, GIGABYTE), small);
    }

    private void warmUp() {
        var block = new SyntheticBlock(template, 200_000_000, 0);
        for (int i = 0; i < 10; i++) for (boolean hashing : new boolean[] {false, true}) if (!floor(block, hashing).equals(ours(block, hashing))) throw new IllegalStateException("not the same work");
    }

    /// @param beside what the floor walks, which cannot hold large transactions
    private void compare(String name, SyntheticBlock block, SyntheticBlock beside) {
        for (boolean hashing : new boolean[] {false, true}) {
            var floors = new ArrayList<Double>();
            var ours = new ArrayList<Double>();
            var ratios = new ArrayList<Double>();
            long peak = 0;
            for (int round = 0; round < rounds; round++) {
                double floor = rate(beside, () -> floor(beside, hashing));
                resetPeak();
                double rate = rate(block, () -> ours(block, hashing));
                peak = Math.max(peak, Received.heapPeakSoFar());
                floors.add(floor);
                ours.add(rate);
                ratios.add(rate / floor);
            }
            ratios.sort(null);
            out.printf("| %s, %,d transactions | %s | %.2f | %.2f | %.2f (%.2f, %.2f) | %.0f |%n", name, block.transactions(), hashing ? "walk, all txids" : "walk",
                    max(floors), max(ours), ratios.get(rounds / 2), ratios.getFirst(), ratios.getLast(), peak / 1e6);
        }
    }

    private static double max(List<Double> rates) {
        return rates.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /// Gigabytes in a second.
    private static double rate(SyntheticBlock block, Supplier<Walked> walk) {
        long begin = System.nanoTime();
        var walked = walk.get();
        long took = System.nanoTime() - begin;
        if (walked.transactions() != block.transactions()) throw new IllegalStateException("%d of %d transactions".formatted(walked.transactions(), block.transactions()));
        return (double) block.length() / took;
    }

    private static Walked floor(SyntheticBlock block, boolean hashing) {
        var walk = new FloorWalk(hashing);
        block.forEachPiece(walk);
        return walk.result();
    }

    private static Walked ours(SyntheticBlock block, boolean hashing) {
        var visitor = new OurWalk(hashing);
        var walker = BlockWalker.of(visitor);
        block.forEach(walker);
        walker.finish();
        return visitor.result();
    }

    private static void resetPeak() {
        System.gc();
        Received.heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    }
}
