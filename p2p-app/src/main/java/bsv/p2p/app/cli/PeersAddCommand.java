package bsv.p2p.app.cli;

import bsv.p2p.api.error.DuplicatePeer;
import bsv.p2p.api.peer.Peer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `p2p peers add`: addresses for a node to try.
@Command(
        name = "add",
        header = "Adds peers to a store, for the node to try.",
        description = {"", "  p2p peers add 203.0.113.7 [2001:db8::7]:8333", "", "Those that are there already stay as they are."},
        sortOptions = false,
        optionListHeading = "%n",
        parameterListHeading = "%n")
final class PeersAddCommand implements Callable<Integer> {
    private static final String SOURCE = "manual";
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "An address; without a port the network's own is meant")
    private List<String> addresses = List.of();

    PeersAddCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        NamedPeers.checkAddresses(spec, addresses);
        return OpenStore.with(console, spec, (store, config) -> {
            for (var address : addresses) {
                var endpoint = NamedPeers.endpoint(spec, address, config.manager().network().defaultPort());
                try {
                    store.create(Peer.discovered(endpoint, SOURCE, Instant.now()));
                    console.out().println("added " + endpoint);
                } catch (DuplicatePeer _) {
                    console.out().println("known " + endpoint);
                }
            }
            return ExitCode.OK;
        });
    }
}
