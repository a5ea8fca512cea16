package bsv.p2p.codec;

import bsv.p2p.fuzz.Fuzzer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
    private FuzzRun() {}

    /// Runs all or some targets; exits with 1 if one has a finding.
    ///
    /// @param arguments seconds for each target, folder of the corpus, folder to work in, whether to keep, and the targets, all if none
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var fuzzer = new Fuzzer(FuzzTarget.class, Integer.parseInt(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), Boolean.parseBoolean(arguments[3]));
        var targets = arguments.length > 4 ? List.of(arguments[4].split(",", -1)) : FuzzCorpus.targets();
        if (!FuzzCorpus.targets().containsAll(targets)) throw new IllegalArgumentException("expected some of %s, found %s".formatted(FuzzCorpus.targets(), targets));
        boolean clean = true;
        long executions = 0;
        for (var target : targets) {
            var done = fuzzer.fuzz(target, FuzzCorpus.vectors(target).toList());
            clean &= done.isPresent();
            executions += done.orElse(0);
        }
        System.out.printf("%,d executions in all%n", executions);
        if (!clean) System.exit(1);
    }
}
