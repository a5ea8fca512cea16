package bsv.p2p.app.node;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.spi.PeerDiscovery;
import bsv.p2p.api.spi.PeerDiscoveryProvider;
import bsv.p2p.api.spi.Plugins;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Discovery strategies without a node.
public final class Discoveries {
    private Discoveries() {}

    /// Those that the configuration names.
    public static List<PeerDiscovery> open(ManagerConfig config, Plugins plugins) {
        return config.discovery().strategies().stream().map(name -> open(name, config, plugins)).toList();
    }

    /// One of them, with the settings that the configuration has for it.
    ///
    /// @throws InvalidConfiguration that names the settings as users do
    public static PeerDiscovery open(String name, ManagerConfig config, Plugins plugins) {
        var prefix = name + ".";
        Map<String, String> settings = config.discovery().settings().entrySet().stream().filter(setting -> setting.getKey().startsWith(prefix))
                .collect(Collectors.toMap(setting -> setting.getKey().substring(prefix.length()), Map.Entry::getValue));
        try {
            return plugins.find(PeerDiscoveryProvider.class, name).open(settings);
        } catch (InvalidConfiguration invalid) {
            throw new InvalidConfiguration(invalid.problems().stream().map(problem -> "discovery." + prefix + problem).toList());
        }
    }
}
