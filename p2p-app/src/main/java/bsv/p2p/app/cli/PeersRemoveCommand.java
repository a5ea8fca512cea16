package bsv.p2p.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `p2p peers remove`: forgets peers.
@Command(
        name = "remove",
        header = "Removes peers from a store. Bans stay.",
        description = {"", "  p2p peers remove 203.0.113.7:8333", "", "The exit status is 1 if a peer is not there."},
        sortOptions = false,
        optionListHeading = "%n",
        parameterListHeading = "%n")
final class PeersRemoveCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "PEER", description = "Its address, or its id; without a port the network's own")
    private List<String> names = List.of();

    PeersRemoveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        NamedPeers.check(spec, names);
        return OpenStore.with(console, spec, (store, config) -> {
            boolean all = true;
            for (var name : names) {
                var peer = NamedPeers.find(spec, store, config, name);
                boolean removed = peer.isPresent() && store.delete(peer.get().id());
                all &= removed;
                if (removed) console.out().println("removed " + peer.get().endpoint());
                else console.err().println("p2p: there is no peer " + name);
            }
            return all ? ExitCode.OK : ExitCode.SOFTWARE;
        });
    }
}
