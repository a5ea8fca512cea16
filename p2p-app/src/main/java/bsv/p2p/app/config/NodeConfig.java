package bsv.p2p.app.config;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.app.logging.LogFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that a node of the command line is told.
///
/// @param connect not empty: fixed mode with these peers
/// @param addNodes peers to dial beside the others
/// @param extensionSettings keys begin with an extension's name and a dot
/// @param logFile empty for standard error
/// @param admin empty if nothing is served
public record NodeConfig(ManagerConfig manager, List<Endpoint> connect, List<Endpoint> addNodes, String transport,
        Map<String, String> transportSettings, List<String> extensions, Map<String, String> extensionSettings,
        EventFormat events, LogFormat logFormat, Optional<Path> logFile, Optional<AdminConfig> admin) {
    public NodeConfig {
        connect = List.copyOf(connect);
        addNodes = List.copyOf(addNodes);
        transportSettings = Map.copyOf(transportSettings);
        extensions = List.copyOf(extensions);
        extensionSettings = Map.copyOf(extensionSettings);
    }

    public NodeConfig withManager(ManagerConfig newManager) {
        return new NodeConfig(newManager, connect, addNodes, transport, transportSettings, extensions, extensionSettings, events, logFormat, logFile, admin);
    }
}
