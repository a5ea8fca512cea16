package bsv.p2p.app.config;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.config.StoreConfig;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.app.logging.LogFormat;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Makes the configuration of the values that were given.
final class NodeConfigMaker {
    private final ConfigSources sources;
    private final GivenValues given;

    NodeConfigMaker(ConfigSources sources, GivenValues given) {
        this.sources = sources;
        this.given = given;
    }

    /// The configuration, only to be used if no problem came up: those found here go to the values given.
    NodeConfig make() {
        var leaves = given.components();
        var network = network();
        leaves.put("network", network);
        listen(network, leaves);
        store(network, leaves);
        leaves.put("discovery.settings", given.parts("discovery", ""));
        var manager = ConfigTree.with(ManagerConfig.DEFAULT, leaves,
                (branch, invalid) -> invalid.problems().forEach(problem -> given.refuse(branch, problem)));
        var transport = given.value(Settings.TRANSPORT).orElse(Settings.TRANSPORT.byDefault());
        return new NodeConfig(manager, dialable(Settings.CONNECT, network), dialable(Settings.ADD_NODE, network),
                transport, given.parts("transport", transport), given.value(Settings.EXTENSIONS).orElse(List.of(Settings.EXTENSIONS.byDefault())), given.parts("extension", ""),
                given.value(Settings.EVENTS).orElse(EventFormat.TEXT), given.value(Settings.LOG_FORMAT).orElse(LogFormat.TEXT), logFile(), admin());
    }

    private Optional<AdminConfig> admin() {
        var token = given.value(Settings.ADMIN_TOKEN).orElse(Optional.empty());
        return given.value(Settings.ADMIN).orElse(Optional.empty()).flatMap(host -> {
            try {
                var address = host.resolve(0);
                if (address.ip().isLoopback() || token.isPresent()) return Optional.of(new AdminConfig(host.host(), address, token));
                given.refuse(Settings.ADMIN, "expected a loopback address unless adminToken is set, found " + host);
            } catch (IllegalArgumentException unknown) {
                given.refuse(Settings.ADMIN, String.valueOf(unknown.getMessage()));
            }
            return Optional.empty();
        });
    }

    private Network network() {
        var network = given.value(Settings.NETWORK).orElse(ManagerConfig.DEFAULT.network());
        var port = given.value(Settings.DEFAULT_PORT).orElse(network.defaultPort());
        return new Network(network.name(), network.magic(), port, network.dnsSeeds());
    }

    /// A listener takes port 0 for "the usual one", people for "any free one". So the usual one is written out here, and 0 kept.
    private void listen(Network network, Map<String, Object> leaves) {
        var addresses = given.value(Settings.LISTENER_ADDRESSES).orElse(List.of());
        @SuppressWarnings("unchecked") // the kind of listenerPort
        var port = (OptionalInt) leaves.getOrDefault("listener.port", OptionalInt.empty());
        leaves.put("listener.addresses", resolve(Settings.LISTENER_ADDRESSES, port.orElse(network.defaultPort())));
        if (addresses.stream().anyMatch(address -> address.port().equals(OptionalInt.of(0)))) leaves.put("listener.port", OptionalInt.of(0));
    }

    private void store(Network network, Map<String, Object> leaves) {
        var name = given.value(Settings.STORE).map(StoreConfig::name).orElse(sources.defaultStore());
        var settings = new HashMap<>(given.parts("store", name));
        settings.values().removeIf(String::isBlank);
        if (name.equals("json")) settings.computeIfAbsent("file", _ -> inDataFolder("peers-" + network.name() + ".json"));
        if (name.equals("sql")) settings.computeIfAbsent("url", _ -> "jdbc:sqlite:" + inDataFolder("peers-" + network.name() + ".db"));
        leaves.put("store.name", name);
        leaves.put("store.settings", settings);
    }

    private String inDataFolder(String file) {
        var folder = sources.dataFolder();
        if (folder.isEmpty()) given.refuse(Settings.STORE, "this user has no home folder for it: name a file, or set XDG_DATA_HOME");
        return folder.orElse(Path.of("")).resolve(file).toString();
    }

    private Optional<Path> logFile() {
        try {
            return given.value(Settings.LOG_FILE).orElse(Optional.empty()).map(Path::of);
        } catch (InvalidPathException wrong) {
            given.refuse(Settings.LOG_FILE, "expected a file name: " + wrong.getMessage());
            return Optional.empty();
        }
    }

    private List<Endpoint> dialable(Setting<List<HostPort>> setting, Network network) {
        var endpoints = resolve(setting, network.defaultPort());
        if (endpoints.stream().anyMatch(endpoint -> endpoint.port() == 0)) given.refuse(setting, "expected a port of 1..65535, found 0");
        return endpoints;
    }

    private List<Endpoint> resolve(Setting<List<HostPort>> setting, int defaultPort) {
        var endpoints = new ArrayList<Endpoint>();
        for (var host : given.value(setting).orElse(List.of())) {
            try {
                endpoints.add(host.resolve(defaultPort));
            } catch (IllegalArgumentException unknown) {
                given.refuse(setting, String.valueOf(unknown.getMessage()));
            }
        }
        return endpoints;
    }
}
