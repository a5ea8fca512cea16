package bsv.p2p.store.sql;

import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.testkit.PeerStoreContract;
import java.nio.file.Path;

class PostgresPeerStoreTest extends PeerStoreContract {
    @Override
    protected PeerStore open(Path folder) {
        return new SqlPeerStoreProvider().open(TestServer.settings(folder));
    }
}
