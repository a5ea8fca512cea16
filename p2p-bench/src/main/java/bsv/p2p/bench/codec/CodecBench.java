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
import java.util.Optional;

/// Measures the codec and prints a Markdown table: ours, bitcoinj and the floor in turns, each workload in JVMs of its own so that none
/// decides how another one is compiled, and in several, because the compiler does not come to the same code each time.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dcodec=short
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -Dcodec="full check"
/// ```
///
/// Options: `short` or `full`; `check` ends with status 1 if a bound is exceeded by the median of the JVMs; `jvms=N` for another number
/// of them; `only=TEXT` takes the workloads whose names contain that; `allocation` counts bytes instead.
public final class CodecBench {
    private static final PrintStream OUT = System.out;
    private static final Contender FLOOR = new Floor();
    private static final Contender OURS = new Ours();
    private static final Contender BITCOINJ = new Bitcoinj();
    private static final Plan SHORT = new Plan(3, Duration.ofSeconds(2), Duration.ofSeconds(1));
    private static final Plan FULL = new Plan(5, Duration.ofMillis(2500), Duration.ofSeconds(2));

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
        var plan = options.contains("full") ? FULL : SHORT;
        var chosen = Workloads.all().stream().filter(workload -> workload.name().contains(value(options, "only").orElse(""))).toList();
        var child = value(options, "child");
        if (child.isPresent()) {
            OUT.println(measure(chosen.get(Integer.parseInt(child.get())), plan).toLine());
            return;
        }
        var machine = MachineFacts.read();
        if (options.contains("allocation")) {
            Allocations.print(chosen, OUT);
        } else if (!table(chosen, value(options, "jvms").map(Integer::parseInt).orElse(plan.jvms), arguments) && options.contains("check")) {
            OUT.println("A bound is exceeded.");
            System.exit(1);
        }
        OUT.println();
        OUT.println(machine.describe());
    }

    private static Optional<String> value(List<String> options, String name) {
        return options.stream().filter(option -> option.startsWith(name + "=")).map(option -> option.substring(name.length() + 1)).findFirst();
    }

    private static boolean table(List<Workload> workloads, int jvms, String[] arguments) throws IOException, InterruptedException {
        OUT.println("| | frame, bytes | floor, best | ours / floor, median of " + jvms + " JVMs (lowest to highest) | wanted | bitcoinj / floor |");
        OUT.println("|---|---|---|---|---|---|");
        boolean kept = true;
        for (int i = 0; i < workloads.size(); i++) {
            var figures = new ArrayList<Figures>();
            for (int jvm = 0; jvm < jvms; jvm++) figures.add(inJvmOfItsOwn(i, arguments));
            OUT.println(Figures.row(workloads.get(i), figures));
            kept &= Figures.medianRatio(figures) <= workloads.get(i).bound().orElse(Double.MAX_VALUE);
        }
        return kept;
    }

    private static Figures inJvmOfItsOwn(int workload, String[] arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CodecBench.class.getName()));
        command.addAll(List.of(arguments));
        command.add("child=" + workload);
        var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var out = process.inputReader()) {
            var lines = out.readAllLines();
            int status = process.waitFor();
            if (status != 0) throw new IllegalStateException("a measurement ended with status " + status);
            return Figures.parse(lines.getLast());
        }
    }

    private static Figures measure(Workload workload, Plan plan) {
        var trial = new Trial(workload, List.of(FLOOR, OURS, BITCOINJ));
        trial.warmUp(plan.warmUp);
        trial.measure(plan.measuring);
        return new Figures(trial.best(FLOOR), trial.best(OURS), trial.best(BITCOINJ));
    }

    /// How long to measure.
    private record Plan(int jvms, Duration warmUp, Duration measuring) {}
}
