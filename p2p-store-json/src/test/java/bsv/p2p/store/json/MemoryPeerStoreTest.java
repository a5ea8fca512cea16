package bsv.p2p.store.json;

import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.testkit.PeerStoreContract;
import java.nio.file.Path;
import java.util.Map;

class MemoryPeerStoreTest extends PeerStoreContract {
    @Override
    protected PeerStore open(Path folder) {
        return new MemoryPeerStoreProvider().open(Map.of());
    }

    @Override
    protected boolean keeps() {
        return false;
    }
}
