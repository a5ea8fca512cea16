package bsv.p2p.app.cli;

import bsv.p2p.api.peer.Cidr;
import bsv.p2p.app.store.StoreChanges;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `p2p unban`: lets addresses in again.
@Command(
        name = "unban",
        header = "Lifts bans on exactly these targets, as p2p bans lists them.",
        description = {
            "",
            "It works on the store of a node that does not run, and unmarks the peers within. The exit status is 1 if a ban was",
            "not there. All the others are lifted even then."
        },
        sortOptions = false,
        optionListHeading = "%n",
        parameterListHeading = "%n")
final class UnbanCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "TARGET", converter = BanTarget.class, description = "An address, or a block such as 203.0.113.0/24")
    private List<Cidr> targets = List.of();

    UnbanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return OpenStore.with(console, spec, (store, _) -> {
            boolean all = true;
            for (var target : targets) {
                boolean was = StoreChanges.unban(store, target, Instant.now());
                all &= was;
                if (was) console.out().println("unbanned " + target);
                else console.err().println("p2p: there is no ban on " + target);
            }
            return all ? ExitCode.OK : ExitCode.SOFTWARE;
        });
    }
}
