package bsv.p2p.api;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.spi.Provider;
import java.util.Map;

/// Makes extensions.
public interface ManagerExtensionProvider extends Provider {
    /// Makes one for a node that has this configuration.
    ///
    /// @param settings the keys under `extension.<name>` of the configuration
    ManagerExtension open(ManagerConfig config, Map<String, String> settings);
}
