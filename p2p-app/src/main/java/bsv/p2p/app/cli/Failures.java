package bsv.p2p.app.cli;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.error.P2pException;
import bsv.p2p.api.error.PluginException;
import bsv.p2p.app.config.Suggestion;
import bsv.p2p.app.output.Escaped;
import java.io.PrintStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// How commands fail: one message on standard error, no stack trace, 2 for wrong usage and configuration, else 1.
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /// The words of the command line make no sense.
    static int usage(ParameterException wrong, PrintStream err) {
        err.println("p2p: " + Escaped.of(wrong.getMessage() + suggestion(wrong)));
        seeHelp(wrong.getCommandLine(), err);
        return CommandLine.ExitCode.USAGE;
    }

    private static String suggestion(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) return "";
        var spec = wrong.getCommandLine().getCommandSpec();
        var typed = unmatched.getUnmatched().getFirst();
        return Suggestion.of(typed, typed.startsWith("-") ? spec.optionsMap().keySet().stream() : spec.subcommands().keySet().stream());
    }

    /// The command threw something.
    static int failure(Exception failure, CommandLine command, PrintStream err) {
        switch (failure) {
            case InvalidConfiguration invalid -> {
                problems(invalid.problems(), err);
                seeHelp(command, err);
                return CommandLine.ExitCode.USAGE;
            }
            case PluginException notInstalled -> {
                err.println("p2p: " + Escaped.of(String.valueOf(notInstalled.getMessage())));
                return CommandLine.ExitCode.USAGE;
            }
            case P2pException ours -> err.println("p2p: " + Escaped.of(String.valueOf(ours.getMessage())));
            default -> {
                err.println("p2p: internal error: " + Escaped.of(failure.toString()));
                LOG.atDebug().setCause(failure).log("internal error");
            }
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static void problems(List<String> problems, PrintStream err) {
        if (problems.size() == 1) {
            err.println("p2p: " + Escaped.of(problems.getFirst()));
            return;
        }
        err.println("p2p: " + problems.size() + " problems:");
        problems.forEach(problem -> err.println("  " + Escaped.of(problem)));
    }

    private static void seeHelp(CommandLine command, PrintStream err) {
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
    }
}
