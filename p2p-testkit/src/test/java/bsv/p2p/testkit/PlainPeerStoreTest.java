package bsv.p2p.testkit;

import bsv.p2p.api.spi.PeerStore;
import java.nio.file.Path;

class PlainPeerStoreTest extends PeerStoreContract {
    @Override
    protected PeerStore open(Path folder) {
        return new PlainPeerStore();
    }

    @Override
    protected boolean keeps() {
        return false;
    }
}
