package bsv.p2p.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Runs the coverage-guided fuzzer on every decoder, one process after the other, each for a bounded time. The build starts it:
///
/// ```
/// mvn verify -pl p2p-codec -am -DskipTests -Dfuzz=60                          60 seconds for each target
/// mvn verify -pl p2p-codec -am -DskipTests -Dfuzz=600 -Dfuzz.only=tx,stream   some of them
/// mvn verify -pl p2p-codec -am -DskipTests -Dfuzz=60 -Dfuzz.keep=true         and keep what reaches further in the corpus
/// ```
///
/// A finding ends its target, is left in `target/fuzz/TARGET`, and fails the build.
public final class FuzzRun {
    private static final String FUZZER = "com.code_intelligence.jazzer.Jazzer";
    private static final Pattern EXECUTIONS = Pattern.compile("stat::number_of_executed_units: (\\d+)");
    private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+) ");

    private final int seconds;
    private final Path corpus;
    private final Path work;
    private final boolean keep;

    private FuzzRun(int seconds, Path corpus, Path work, boolean keep) {
        this.seconds = seconds;
        this.corpus = corpus;
        this.work = work;
        this.keep = keep;
    }

    /// Runs all or some targets; exits with 1 if one has a finding.
    ///
    /// @param arguments seconds for each target, folder of the corpus, folder to work in, whether to keep, and the targets, all if none
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var run = new FuzzRun(Integer.parseInt(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), Boolean.parseBoolean(arguments[3]));
        var targets = arguments.length > 4 ? List.of(arguments[4].split(",", -1)) : FuzzCorpus.targets();
        if (!FuzzCorpus.targets().containsAll(targets)) throw new IllegalArgumentException("expected some of %s, found %s".formatted(FuzzCorpus.targets(), targets));
        boolean clean = true;
        for (var target : targets) clean &= run.fuzz(target);
        if (!clean) System.exit(1);
    }

    private boolean fuzz(String target) throws IOException, InterruptedException {
        var folder = work.resolve(target);
        var seeds = Files.createDirectories(folder.resolve("seeds"));
        var found = Files.createDirectories(folder.resolve("found"));
        int number = 0;
        for (var seed : FuzzCorpus.seeds(corpus, target).toList()) Files.write(seeds.resolve("seed-" + number++), seed);
        var log = folder.resolve("log.txt");
        int exit = start(log, target, "-max_total_time=" + seconds, "-max_len=" + FuzzCorpus.LONGEST, "-print_final_stats=1", "-artifact_prefix=" + folder + "/", found.toString(), seeds.toString());
        var text = Files.readString(log);
        System.out.printf("%-12s %s executions, coverage %s, %d seeds, exit code %d%n", target, last(EXECUTIONS, text), last(COVERAGE, text), number, exit);
        if (exit != 0) System.out.println("see " + log);
        if (exit == 0 && keep) keepWhatCounts(target, folder, found, seeds);
        return exit == 0;
    }

    /// The fewest and smallest inputs that reach all that was reached.
    private void keepWhatCounts(String target, Path folder, Path found, Path seeds) throws IOException, InterruptedException {
        var least = Files.createDirectories(folder.resolve("least"));
        start(folder.resolve("merge.txt"), target, "-merge=1", least.toString(), found.toString(), seeds.toString());
        var inputs = new ArrayList<byte[]>();
        try (Stream<Path> files = Files.list(least)) {
            for (var file : files.toList()) inputs.add(Files.readAllBytes(file));
        }
        FuzzCorpus.keep(corpus, target, inputs.stream());
    }

    private static int start(Path log, String target, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-XX:+EnableDynamicAgentLoading", "-cp", System.getProperty("java.class.path"), FUZZER,
                "--target_class=" + FuzzTarget.class.getName(), "--target_args=" + target, "--instrumentation_includes=bsv.p2p.**", "--custom_hook_excludes=**"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    }

    private static String last(Pattern pattern, String text) {
        var last = Optional.<String>empty();
        for (var match = pattern.matcher(text); match.find();) last = Optional.of(match.group(1));
        return last.orElse("?");
    }
}
