package bsv.p2p.app.cli;

import bsv.p2p.app.json.JsonText;
import bsv.p2p.app.json.PeerRows;
import bsv.p2p.app.output.Escaped;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// `p2p peers show`: all that is known of a peer.
@Command(
        name = "show",
        header = "Shows all that a store knows of a peer.",
        description = {"", "  p2p peers show 203.0.113.7:8333", "", "The exit status is 1 if a peer is not there."},
        sortOptions = false,
        optionListHeading = "%n",
        parameterListHeading = "%n")
final class PeersShowCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "PEER", description = "Its address, or its id; without a port the network's own")
    private List<String> names = List.of();

    @Option(names = "--json", description = "One JSON object a line")
    private boolean json;

    PeersShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        NamedPeers.check(spec, names);
        return OpenStore.with(console, spec, (store, config) -> {
            boolean all = true;
            for (var name : names) {
                var peer = NamedPeers.find(spec, store, config, name);
                all &= peer.isPresent();
                if (peer.isEmpty()) console.err().println("p2p: there is no peer " + name);
                else print(PeerRows.of(peer.get()));
            }
            console.out().flush();
            return all ? ExitCode.OK : ExitCode.SOFTWARE;
        });
    }

    private void print(ObjectNode peer) {
        if (json) {
            console.out().print(JsonText.line(peer) + "\n");
            return;
        }
        peer.forEachEntry((name, value) -> console.out().print("%-17s %s%n".formatted(name.replace('_', ' '),
                value.isNull() ? "-" : Escaped.of(value.isObject() ? JsonText.line(value) : value.asString()))));
        console.out().print("\n");
    }
}
