package bsv.p2p.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `p2p` command: what the start script of the image calls.
///
/// Exit codes: 0 done, 1 failed, 2 wrong usage or configuration.
@Command(
        name = "p2p",
        description = "Talks to the Bitcoin SV peer-to-peer network.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

    /// For picocli.
    public Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /// Runs one command line and returns its exit code; the JVM goes on.
    static int run(String... arguments) {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments);
    }

    /// Without a command: says what there is.
    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
