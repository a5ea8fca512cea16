package bsv.p2p.store.json;

import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Settings;
import java.util.Map;

/// Opens the store `memory`, which forgets everything when it is closed: for tests and short runs. It has no settings.
public final class MemoryPeerStoreProvider implements PeerStoreProvider {
    public MemoryPeerStoreProvider() {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public PeerStore open(Map<String, String> settings) {
        new Settings(settings).check();
        return new MemoryPeerStore("the peer store in memory", Changes.forgotten());
    }
}
