package bsv.p2p.api;

import bsv.p2p.api.spi.Provider;

/// Makes managers.
public interface PeerManagerProvider extends Provider {
    /// @param parts everything it needs, opened or ready to open
    PeerManager create(ManagerParts parts);
}
