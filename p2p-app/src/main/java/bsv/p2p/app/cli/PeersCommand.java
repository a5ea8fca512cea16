package bsv.p2p.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `p2p peers`: what a store remembers.
@Command(
        name = "peers",
        header = "Lists, changes, imports, exports and copies the peers that a node remembers.",
        description = {
            "",
            "They work on the store of a node that does not run; --network, --store, --config and --set choose it as for p2p run.",
            "A store that a running node keeps to itself is refused. What has to do with bans: p2p ban, p2p unban, p2p bans."
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%n")
final class PeersCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private PeersCommand() {}

    static CommandLine commandLine(Console console) {
        var peers = new CommandLine(new PeersCommand());
        peers.addSubcommand(NodeOptions.addStoreTo(new CommandLine(new PeersListCommand(console)), "--store"));
        peers.addSubcommand(NodeOptions.addStoreTo(new CommandLine(new PeersShowCommand(console)), "--store"));
        peers.addSubcommand(NodeOptions.addStoreTo(new CommandLine(new PeersAddCommand(console)), "--store"));
        peers.addSubcommand(NodeOptions.addStoreTo(new CommandLine(new PeersRemoveCommand(console)), "--store"));
        peers.addSubcommand(NodeOptions.addStoreTo(new CommandLine(new PeersImportCommand(console)), "--store"));
        peers.addSubcommand(NodeOptions.addStoreTo(new CommandLine(new PeersExportCommand(console)), "--store"));
        peers.addSubcommand(NodeOptions.addStoreTo(new CommandLine(new PeersCopyCommand(console))));
        return peers;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected one of " + String.join(", ", spec.subcommands().keySet()));
    }
}
