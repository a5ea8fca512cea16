package bsv.p2p.app.cli;

import bsv.p2p.app.cli.NodeRun.Plan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `p2p run`: the node.
@Command(
        name = "run",
        header = "Runs a node: finds peers, keeps connections, prints what happens.",
        description = {
            "",
            "Events go to standard output, logs to standard error. SIGTERM and SIGINT stop it in good order.",
            "",
            "  p2p run                                          a mainnet node that dials",
            "  p2p run --listen 0.0.0.0:8333 --max 100          and is dialed",
            "  p2p run --network testnet --events json          for a program to read",
            "  p2p run --network regtest --connect 127.0.0.1:18444 --store memory",
            "  p2p run --config node.toml --set pingInterval=1m"
        },
        sortOptions = false,
        customSynopsis = "p2p run [OPTIONS]",
        optionListHeading = "%n")
final class RunCommand implements Callable<Integer> {
    /// Where peers are kept if nobody says otherwise: they are worth keeping.
    static final String DEFAULT_STORE = "json";

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        var options = NodeOptions.of(spec, console);
        var config = options.load(DEFAULT_STORE);
        return NodeRun.run(console, config, options.folders(), Plan.controlEvents(config.events()));
    }
}
