package bsv.p2p.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Runs the coverage-guided fuzzer on one target after the other, each in a process of its own and for a bounded time. A finding ends its target and is
/// left in the folder of the run, which `log.txt` of the target tells more of.
public final class Fuzzer {
    private static final String FUZZER = "com.code_intelligence.jazzer.Jazzer";
    private static final Pattern EXECUTIONS = Pattern.compile("stat::number_of_executed_units: (\\d+)");
    private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+) ");
    /// Longest input, in bytes.
    public static final int LONGEST = 2_048;

    private final Class<?> called;
    private final int seconds;
    private final Path corpus;
    private final Path work;
    private final boolean keep;

    /// @param called what the fuzzer calls
    /// @param seconds for each target
    /// @param corpus folder of the corpus
    /// @param work folder to work in
    /// @param keep whether to keep in the corpus what reaches further
    public Fuzzer(Class<?> called, int seconds, Path corpus, Path work, boolean keep) {
        this.called = called;
        this.seconds = seconds;
        this.corpus = corpus;
        this.work = work;
        this.keep = keep;
    }

    /// Runs one target.
    ///
    /// @param known what it begins with, beside what was kept
    /// @return executions; none if something was found
    public OptionalLong fuzz(String target, List<byte[]> known) throws IOException, InterruptedException {
        var folder = work.resolve(target);
        var seeds = Files.createDirectories(folder.resolve("seeds"));
        var found = Files.createDirectories(folder.resolve("found"));
        int number = 0;
        for (var seed : Stream.concat(Corpus.kept(corpus, target), known.stream()).toList()) Files.write(seeds.resolve("seed-" + number++), seed);
        var log = folder.resolve("log.txt");
        int exit = start(log, target, "-max_total_time=" + seconds, "-max_len=" + LONGEST, "-print_final_stats=1", "-artifact_prefix=" + folder + "/", found.toString(), seeds.toString());
        var text = Files.readString(log);
        System.out.printf("%-12s %s executions, coverage %s, %d seeds, exit code %d%n", target, last(EXECUTIONS, text), last(COVERAGE, text), number, exit);
        if (exit != 0) System.out.println("see " + log);
        if (exit == 0 && keep) keepWhatCounts(target, known, folder, found, seeds);
        return exit == 0 ? OptionalLong.of(Long.parseLong(last(EXECUTIONS, text))) : OptionalLong.empty();
    }

    /// The fewest and smallest inputs that reach all that was reached.
    private void keepWhatCounts(String target, List<byte[]> known, Path folder, Path found, Path seeds) throws IOException, InterruptedException {
        var least = Files.createDirectories(folder.resolve("least"));
        start(folder.resolve("merge.txt"), target, "-merge=1", least.toString(), found.toString(), seeds.toString());
        var inputs = new ArrayList<byte[]>();
        try (Stream<Path> files = Files.list(least)) {
            for (var file : files.toList()) inputs.add(Files.readAllBytes(file));
        }
        Corpus.keep(corpus, target, inputs, known);
    }

    private int start(Path log, String target, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-XX:+EnableDynamicAgentLoading", "-cp", System.getProperty("java.class.path"), FUZZER,
                "--target_class=" + called.getName(), "--target_args=" + target, "--instrumentation_includes=bsv.p2p.**", "--custom_hook_excludes=**"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    }

    private static String last(Pattern pattern, String text) {
        var last = Optional.<String>empty();
        for (var match = pattern.matcher(text); match.find();) last = Optional.of(match.group(1));
        return last.orElse("?");
    }
}
