package bsv.p2p.app.cli;

import bsv.p2p.api.config.LogLevel;
import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.app.config.Given;
import bsv.p2p.app.config.NodeConfig;
import bsv.p2p.app.logging.Logs;
import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine.Model.CommandSpec;

/// Opens the store that a node with the same options would open, for a command without a node. A store that a running node keeps to itself
/// refuses, and says who has it.
final class OpenStore {
    private OpenStore() {}

    /// Opens it, works with it, closes it.
    ///
    /// @return the exit status that `work` returned
    static int with(Console console, CommandSpec spec, BiFunction<PeerStore, NodeConfig, Integer> work) {
        return with(console, spec, List.of(), work);
    }

    /// @param more settings given otherwise than by options
    static int with(Console console, CommandSpec spec, List<Given> more, BiFunction<PeerStore, NodeConfig, Integer> work) {
        Logs.level(LogLevel.WARN);
        var options = NodeOptions.of(spec, console);
        var config = options.load(RunCommand.DEFAULT_STORE, more);
        var chosen = config.manager().store();
        if (chosen.name().equals("memory")) {
            throw new InvalidConfiguration(List.of("the store \"memory\" is gone when its node ends: name one that is kept, such as json:FILE"));
        }
        try (var store = options.folders().plugins().find(PeerStoreProvider.class, chosen.name()).open(chosen.settings(), options.folders().plugins())) {
            return work.apply(store, config);
        }
    }
}
