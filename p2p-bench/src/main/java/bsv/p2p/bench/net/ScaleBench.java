package bsv.p2p.bench.net;

import bsv.p2p.bench.MachineFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/// Gives each stack more and more connections, from many addresses of this machine, and prints a Markdown table of what one of them costs: memory,
/// processor time while all are silent, and for each message while all talk in turn. Ends with status 1 if ours exceeds a bound.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dscale=10000
/// ```
public final class ScaleBench {
    private static final List<Contender> CONTENDERS = List.of(Contender.FLOOR, Contender.OURS, Contender.BITCOINJ);
    private static final long WARM_UP_MILLIS = 4_000;
    private static final long SILENCE_MILLIS = 10_000;
    /// Longer than it is between two pings of ours to a peer; the others send none. Where it is about so many that it matters.
    private static final long LONG_SILENCE_MILLIS = 330_000;
    private static final int MANY = 10_000;
    private static final long TALK_MILLIS = 1_000;
    private static final int TALKS = 5;
    private static final int FILES_OF_ITS_OWN = 500;
    private static final double MOST_HEAP = 4_096;
    private static final double MOST_RESIDENT = 10_240;
    private static final int MOST_THREADS = 12;
    private static final double MOST_IDLE = 0.01;
    private static final double MOST_GROWTH = 1.15;

    private ScaleBench() {}

    /// What was seen with so many connections.
    ///
    /// @param perMessage nanoseconds of processor time
    /// @param idle share of a processor while nobody says anything
    private record Stage(int connections, Footprint footprint, double perMessage, double idle) {}

    /// Runs it; takes the highest number of connections.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Locale.setDefault(Locale.ROOT);
        var machine = MachineFacts.read();
        int wanted = Integer.parseInt(arguments[0]);
        int most = (int) Math.min(wanted, openFiles() - FILES_OF_ITS_OWN);
        if (most < wanted) System.out.printf("Open files are limited to %d a process: %d connections instead of %d.%n", openFiles(), most, wanted);
        var sizes = Stream.of(1, 100, 1_000, 10_000, most).filter(size -> size <= most).distinct().toList();
        System.out.println("| | connections | heap each, bytes | resident each, bytes | threads | processor while silent | processor time of a message, ns |");
        System.out.println("|---|---|---|---|---|---|---|");
        boolean kept = true;
        for (var contender : CONTENDERS) {
            var stages = measure(contender, sizes);
            for (var stage : stages) System.out.println(row(contender, stage, stages.getFirst()));
            if (contender == Contender.OURS) kept = isKept(stages);
        }
        System.out.println();
        System.out.println(machine.describe());
        if (!kept) System.exit(1);
    }

    private static long openFiles() throws IOException {
        try (var limits = Files.lines(Path.of("/proc/self/limits"))) {
            return limits.filter(line -> line.startsWith("Max open files")).map(line -> line.split("\\s+", -1)[3]).map(limit -> limit.equals("unlimited") ? "1000000000" : limit)
                    .mapToLong(Long::parseLong).findFirst().orElseThrow();
        }
    }

    private static List<Stage> measure(Contender contender, List<Integer> sizes) throws IOException, InterruptedException {
        // bitcoinj needs 64 KiB outside the heap for each connection.
        try (var counterpart = new Child(OptionalInt.of(0), Trial.with("-Xmx256m"), Counterpart.class, List.of());
                var process = new Child(OptionalInt.of(1), Trial.with("-Xmx256m", "-XX:MaxDirectMemorySize=2g"), ContenderProcess.class, List.of(contender.name(), "1", "true"))) {
            var port = process.line();
            counterpart.tell("crowd");
            var stages = new ArrayList<Stage>();
            for (int size : sizes) {
                counterpart.tell("grow", port, size);
                if (stages.isEmpty()) {
                    var _ = talk(counterpart, process, WARM_UP_MILLIS);
                }
                double perMessage = usual(counterpart, process);
                stages.add(new Stage(size, Footprint.parse(process.tell("footprint")), perMessage, size == sizes.getLast() ? silence(process, contender == Contender.OURS && size >= MANY ? LONG_SILENCE_MILLIS : SILENCE_MILLIS) : Double.NaN));
            }
            counterpart.tell("stop"); // before the other end goes
            return stages;
        }
    }

    /// The median of some.
    private static double usual(Child counterpart, Child process) throws IOException, InterruptedException {
        var costs = new ArrayList<Double>();
        for (int i = 0; i < TALKS; i++) costs.add(talk(counterpart, process, TALK_MILLIS));
        return Row.Spread.of(costs).median();
    }

    private static double talk(Child counterpart, Child process, long millis) throws IOException, InterruptedException {
        counterpart.tell("talk", true);
        double cost = process.costOfEach(millis / 4, millis);
        counterpart.tell("talk", false);
        return cost;
    }

    private static double silence(Child process, long millis) throws IOException, InterruptedException {
        var from = process.mark();
        Thread.sleep(millis); // the time that is measured
        var to = process.mark();
        return (double) (to.cpu() - from.cpu()) / (to.wall() - from.wall());
    }

    private static String row(Contender contender, Stage stage, Stage first) {
        return "| %s | %,d | %s | %s | %d | %s | %.0f |".formatted(contender.words(), stage.connections, each(stage, first, Footprint::heap), each(stage, first, Footprint::resident),
                stage.footprint.threads(), Double.isNaN(stage.idle) ? "" : "%.2f %%".formatted(100 * stage.idle), stage.perMessage);
    }

    /// Beyond what there was with the first.
    private static String each(Stage stage, Stage first, Function<Footprint, Long> what) {
        return stage.equals(first) ? "" : "%,.0f".formatted(eachOf(stage, first, what));
    }

    private static double eachOf(Stage stage, Stage first, Function<Footprint, Long> what) {
        return (double) (what.apply(stage.footprint) - what.apply(first.footprint)) / (stage.connections - first.connections);
    }

    private static boolean isKept(List<Stage> stages) {
        var first = stages.getFirst();
        var last = stages.getLast();
        return eachOf(last, first, Footprint::heap) <= MOST_HEAP && eachOf(last, first, Footprint::resident) <= MOST_RESIDENT && last.footprint.threads() <= MOST_THREADS
                && last.idle <= MOST_IDLE && stages.stream().allMatch(stage -> stage.perMessage <= MOST_GROWTH * first.perMessage);
    }
}
