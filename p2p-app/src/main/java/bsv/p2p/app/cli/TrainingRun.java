package bsv.p2p.app.cli;

import java.util.List;
import java.util.regex.Pattern;

/// Runs several command lines in one JVM, so that the image's ahead-of-time cache knows what all of them load.
///
/// Only the build calls it: each argument is one command line, its words separated by blanks. A command line that
/// fails ends the run with its exit code, and with it the build.
final class TrainingRun {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private TrainingRun() {}

    public static void main(String[] commandLines) {
        for (String commandLine : List.of(commandLines)) {
            int exitCode = Main.run(BLANKS.split(commandLine.strip()));
            if (exitCode != 0) {
                System.err.println("Training failed with exit code " + exitCode + ": p2p " + commandLine);
                System.exit(exitCode);
            }
        }
        System.exit(0);
    }
}
