package bsv.p2p.app.cli;

import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.app.config.Given;
import bsv.p2p.app.output.ProgressBar;
import bsv.p2p.app.store.StoreChanges;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `p2p peers copy`: everything from store to store.
@Command(
        name = "copy",
        header = "Copies all peers and bans from one store to another.",
        description = {
            "",
            "  p2p peers copy json:peers.json sql:jdbc:sqlite:peers.db",
            "",
            "A peer whose id is there is replaced; one whose address belongs to another id is left out. What else the target has",
            "stays. Copying again does no harm."
        },
        sortOptions = false,
        optionListHeading = "%n",
        parameterListHeading = "%n")
final class PeersCopyCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FROM", description = "json:FILE, sql:JDBC-URL or another store")
    @SuppressWarnings("NullAway.Init")
    private String from;

    @Parameters(index = "1", paramLabel = "TO", description = "the same")
    @SuppressWarnings("NullAway.Init")
    private String to;

    PeersCopyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (from.equals(to)) throw new ParameterException(spec.commandLine(), "expected two stores, found the same twice");
        return OpenStore.with(console, spec, List.of(Given.text("store", from, "FROM")), (source, _) ->
                OpenStore.with(console, spec, List.of(Given.text("store", to, "TO")), (target, _) -> copy(source, target)));
    }

    private int copy(PeerStore source, PeerStore target) {
        long total = Stream.of(PeerStatus.values()).mapToLong(source::countByStatus).sum();
        StoreChanges.Copied copied;
        try (var bar = new ProgressBar(console.err(), console.interactive(), total)) {
            copied = StoreChanges.copy(source, target, bar::show);
        }
        console.out().println("copied " + copied.describe());
        return ExitCode.OK;
    }
}
