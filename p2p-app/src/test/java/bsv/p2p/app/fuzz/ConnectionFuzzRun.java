package bsv.p2p.app.fuzz;

import bsv.p2p.fuzz.Fuzzer;
import java.io.IOException;
import java.nio.file.Path;

/// Runs the coverage-guided fuzzer on whole connections. The build starts it:
///
/// ```
/// mvn verify -pl p2p-app -am -DskipTests -DskipITs -Dfuzz.connections=60
/// mvn verify -pl p2p-app -am -DskipTests -DskipITs -Dfuzz.connections=60 -Dfuzz.keep=true
/// ```
///
/// A finding is left in `target/fuzz/connection`, and fails the build.
public final class ConnectionFuzzRun {
    private ConnectionFuzzRun() {}

    /// Takes the seconds, the folder of the corpus, a folder to work in, and whether to keep what reaches further.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var fuzzer = new Fuzzer(ConnectionFuzz.class, Integer.parseInt(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), Boolean.parseBoolean(arguments[3]));
        if (fuzzer.fuzz(ConnectionFuzz.NAME, ConnectionFuzz.seeds()).isEmpty()) System.exit(1);
    }
}
