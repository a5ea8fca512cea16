package bsv.p2p.bench.codec;

import bsv.p2p.bench.MachineFacts;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Measures the codec and prints a Markdown table: ours, bitcoinj and the floor in turns, each workload in a JVM of its own so that none
/// decides how another one is compiled.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dcodec=short
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dcodec="full check"
/// ```
///
/// Options: `short` or `full`; `check` ends with status 1 if a bound is exceeded; `mixed` measures all in one JVM, after it has
/// seen all; `only=TEXT` takes the workloads whose names contain that; `allocation` counts bytes instead.
public final class CodecBench {
    private static final PrintStream OUT = System.out;
    private static final Contender FLOOR = new Floor();
    private static final Contender OURS = new Ours();
    private static final Contender BITCOINJ = new Bitcoinj();

    private CodecBench() {}

    public static void main(String[] arguments) throws InterruptedException {
        Locale.setDefault(Locale.ROOT);
        // On a thread such as Netty's loops are: allocators treat them better.
        var thread = new FastThreadLocalThread(() -> run(arguments), "codec");
        thread.setUncaughtExceptionHandler((_, failure) -> {
            failure.printStackTrace();
            System.exit(2);
        });
        thread.start();
        thread.join();
    }

    private static void run(String[] arguments) {
        try {
            runOrFail(arguments);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void runOrFail(String[] arguments) throws IOException, InterruptedException {
        var options = List.of(arguments);
        var plan = options.contains("full") ? new Plan(Duration.ofSeconds(5), Duration.ofSeconds(6)) : new Plan(Duration.ofSeconds(2), Duration.ofSeconds(1));
        var only = options.stream().filter(option -> option.startsWith("only=")).map(option -> option.substring(5)).findFirst().orElse("");
        var chosen = Workloads.all().stream().filter(workload -> workload.name().contains(only)).toList();
        if (options.contains("child")) {
            measure(chosen.get(Integer.parseInt(options.getLast())), plan);
            return;
        }
        var machine = MachineFacts.read();
        if (options.contains("allocation")) {
            Allocations.print(chosen, OUT);
        } else {
            OUT.println("| | frame, bytes | floor, best | ours / floor, best | median (10 % to 90 % of rounds) | wanted | bitcoinj / floor, best | median |");
            OUT.println("|---|---|---|---|---|---|---|---|");
            boolean kept = options.contains("mixed") ? mixed(chosen, plan) : forked(chosen.size(), arguments);
            if (!kept && options.contains("check")) {
                OUT.println("A bound is exceeded.");
                System.exit(1);
            }
        }
        OUT.println();
        OUT.println(machine.describe());
    }

    /// How long to measure.
    private record Plan(Duration warmUp, Duration measuring) {}

    private static boolean forked(int workloads, String[] arguments) throws IOException, InterruptedException {
        boolean kept = true;
        for (int i = 0; i < workloads; i++) {
            var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), CodecBench.class.getName()));
            command.addAll(List.of(arguments));
            command.addAll(List.of("child", Integer.toString(i)));
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (status > 1) throw new IllegalStateException("a measurement ended with status " + status);
            kept &= status == 0;
        }
        return kept;
    }

    private static boolean mixed(List<Workload> workloads, Plan plan) {
        for (var workload : workloads) new Trial(workload, List.of(FLOOR, OURS, BITCOINJ)).warmUp(Duration.ofMillis(500));
        boolean kept = true;
        for (var workload : workloads) kept &= run(workload, plan);
        return kept;
    }

    private static void measure(Workload workload, Plan plan) {
        if (!run(workload, plan)) System.exit(1);
    }

    private static boolean run(Workload workload, Plan plan) {
        var trial = new Trial(workload, List.of(FLOOR, OURS, BITCOINJ));
        trial.warmUp(plan.warmUp);
        trial.measure(plan.measuring);
        var floor = trial.nanosOf(FLOOR);
        var ours = trial.nanosOf(OURS);
        var theirs = trial.nanosOf(BITCOINJ);
        double ratio = Trial.best(ours) / Trial.best(floor);
        OUT.printf("| %s | %,d | %s | %.2f | %.2f (%.2f to %.2f) | %s | %s |%n", workload.name(), workload.frame().length, time(Trial.best(floor)), ratio,
                Trial.ratio(ours, floor, 0.5), Trial.ratio(ours, floor, 0.1), Trial.ratio(ours, floor, 0.9),
                workload.bound().isPresent() ? "≤ " + workload.bound().getAsDouble() : "",
                theirs.length == 0 ? " | " : "%.2f | %.2f".formatted(Trial.best(theirs) / Trial.best(floor), Trial.ratio(theirs, floor, 0.5)));
        return ratio <= workload.bound().orElse(Double.MAX_VALUE);
    }

    private static String time(double nanos) {
        if (nanos < 1e3) return "%.0f ns".formatted(nanos);
        return nanos < 1e6 ? "%.1f µs".formatted(nanos / 1e3) : "%.2f ms".formatted(nanos / 1e6);
    }
}
