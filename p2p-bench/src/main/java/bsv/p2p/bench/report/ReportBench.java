package bsv.p2p.bench.report;

import bsv.p2p.bench.MachineFacts;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Runs all benchmarks, one after the other, each in JVMs of its own, and leaves what they found in `p2p-bench/target/report`: the tables as Markdown and
/// as JSON, and plots. Ends with status 1 if one of them failed or exceeded a bound.
///
/// ```
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -DskipITs -Dreport=short
/// mvn -B -ntp verify -pl p2p-bench -am -DskipTests -DskipITs -Dreport=full
/// ```
///
/// `only=NAME,NAME` takes some of them, by the names that the report has for them: `codec`, `net`, `stores`.
public final class ReportBench {
    private static final PrintStream OUT = System.out;

    private final Path folder;
    private final Program.Built built;
    private final boolean full;

    private ReportBench(Path folder, Program.Built built, boolean full) {
        this.folder = folder;
        this.built = built;
        this.full = full;
    }

    /// Takes the folder, the image, its archive, `short` or `full`, and options.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.setProperty("java.awt.headless", "true");
        var options = List.of(arguments).subList(3, arguments.length);
        if (!options.contains("short") && !options.contains("full")) throw new IllegalArgumentException("expected short or full, found " + String.join(" ", options));
        var bench = new ReportBench(Files.createDirectories(Path.of(arguments[0])), new Program.Built(Path.of(arguments[1]), Path.of(arguments[2])), options.contains("full"));
        if (!bench.report(chosen(options))) System.exit(1);
    }

    private static List<Program> chosen(List<String> options) {
        var only = options.stream().filter(option -> option.startsWith("only=")).flatMap(option -> Arrays.stream(option.substring("only=".length()).split(",", -1))).toList();
        var known = Arrays.stream(Program.values()).map(Program::id).toList();
        for (var name : only) if (!known.contains(name)) throw new IllegalArgumentException("expected one of " + known + ", found " + name);
        return Arrays.stream(Program.values()).filter(program -> only.isEmpty() || only.contains(program.id())).toList();
    }

    private boolean report(List<Program> programs) throws IOException, InterruptedException {
        var machine = MachineFacts.read();
        var outcomes = new ArrayList<Outcome>();
        for (var program : programs) {
            OUT.printf("%n# %s (%d of %d)%n%n", program.title(), outcomes.size() + 1, programs.size());
            outcomes.add(run(program));
            // After each: the next may take an hour, or never end.
            ReportJson.write(folder.resolve("report.json"), outcomes, machine, full);
            Files.writeString(folder.resolve("report.md"), markdown(outcomes, machine));
        }
        boolean kept = outcomes.stream().allMatch(Outcome::kept);
        OUT.printf("%n%s: %s, report.json and plots in %s.%n", kept ? "All ran to their end and kept their bounds" : "Not all kept their bounds", "report.md", folder);
        return kept;
    }

    private Outcome run(Program program) throws IOException, InterruptedException {
        long began = System.nanoTime();
        var own = Files.createDirectories(folder.resolve(program.id()));
        var process = new ProcessBuilder(program.command(full, own, built)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> printed;
        try (var lines = process.inputReader().lines()) {
            printed = lines.peek(OUT::println).toList();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        boolean kept = process.waitFor() == 0;
        var outcome = Outcome.of(program, printed, Duration.ofNanos(System.nanoTime() - began).toSeconds(), kept);
        for (var plot : plots(program)) {
            // One that failed must not end the report of all others.
            if (plot.table() < outcome.tables().size()) plot.save(outcome.tables().get(plot.table()), folder);
            else OUT.printf("%s printed no table for %s.%n", program.id(), plot.file());
        }
        return outcome;
    }

    private static List<Plot> plots(Program program) {
        return Plots.ALL.stream().filter(plot -> plot.program() == program).toList();
    }

    private String markdown(List<Outcome> outcomes, MachineFacts machine) {
        var text = new StringBuilder("# Report\n\n").append(machine.describe()).append(full ? " A full round.\n" : " A short round.\n");
        for (var outcome : outcomes) {
            text.append("\n## ").append(outcome.program().title()).append("\n\n").append(String.join("\n", outcome.printed())).append('\n');
            text.append("\nTook %,d s%s.\n".formatted(outcome.seconds(), outcome.kept() ? "" : "; **failed, or a bound is exceeded**"));
            for (var plot : plots(outcome.program())) if (Files.exists(folder.resolve(plot.file() + ".png"))) text.append("\n![%s](%s.png)\n".formatted(plot.file(), plot.file()));
        }
        return text.toString();
    }
}
