package bsv.p2p.api.spi;

import java.util.Map;

/// Makes discovery strategies.
public interface PeerDiscoveryProvider extends Provider {
    /// Makes the strategy; nothing is asked before its first round.
    ///
    /// @param settings the keys under `discovery.<name>` of the configuration
    PeerDiscovery open(Map<String, String> settings);
}
