package bsv.p2p.app.cli;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.app.json.JsonText;
import bsv.p2p.app.json.PeerRows;
import bsv.p2p.app.output.Escaped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `p2p bans`: who is kept out.
@Command(
        name = "bans",
        header = "Lists the bans that hold, the newest first.",
        description = {"", "It works on the store of a node that does not run. With --json each line is an object."},
        sortOptions = false,
        optionListHeading = "%n")
final class BansCommand implements Callable<Integer> {
    private static final String ROW = "%-22s %-20s %-20s %s";
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--all", description = "Those too that have ended")
    private boolean all;

    @Option(names = "--json", description = "One JSON object a line")
    private boolean json;

    BansCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return OpenStore.with(console, spec, (store, _) -> {
            var now = Instant.now();
            var bans = store.bans().stream().filter(ban -> all || ban.isActive(now)).sorted(Comparator.comparing(Ban::since).reversed());
            if (!json) console.out().println(ROW.formatted("TARGET", "SINCE", "UNTIL", "REASON"));
            ManyLines.print(console, bans.map(ban -> json ? JsonText.line(PeerRows.of(ban)) : row(ban)).iterator());
            return ExitCode.OK;
        });
    }

    private static String row(Ban ban) {
        return ROW.formatted(ban.target(), seconds(ban.since()), ban.until().map(BansCommand::seconds).orElse("for ever"), Escaped.of(ban.reason().describe()));
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
