package bsv.p2p.api.spi;

import bsv.p2p.api.error.PeerStoreException;
import java.util.Map;

/// Opens peer stores.
public interface PeerStoreProvider extends Provider {
    /// Opens the store, making what does not exist.
    ///
    /// @param settings the keys under `store.<name>` of the configuration
    /// @throws PeerStoreException if it cannot be opened; the message names the place and what to do
    PeerStore open(Map<String, String> settings);

    /// As [#open(Map)], for a store that itself has parts in plugin folders, such as drivers.
    ///
    /// @param plugins where to look for them
    default PeerStore open(Map<String, String> settings, Plugins plugins) {
        return open(settings);
    }
}
