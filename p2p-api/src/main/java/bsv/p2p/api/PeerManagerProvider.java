package bsv.p2p.api;

import bsv.p2p.api.spi.Provider;

/// Makes managers.
public interface PeerManagerProvider extends Provider {
    /// Makes a manager that opens nothing before it is started.
    ///
    /// @param parts everything it needs, opened or ready to open
    PeerManager create(ManagerParts parts);
}
