package bsv.p2p.manager;

import bsv.p2p.api.ManagerParts;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.PeerManagerProvider;

/// Makes the engine of this module, called `default`.
public final class DefaultPeerManagerProvider implements PeerManagerProvider {
    /// For the service loader.
    public DefaultPeerManagerProvider() {}

    @Override
    public String name() {
        return "default";
    }

    @Override
    public PeerManager create(ManagerParts parts) {
        return new DefaultPeerManager(parts);
    }
}
