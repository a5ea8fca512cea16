package bsv.p2p.store.sql;

import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.testkit.PeerStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;

class PostgresPeerStoreTest extends PeerStoreContract {
    @BeforeAll
    static void startServer() {
        TestServer.start();
    }

    @Override
    protected PeerStore open(Path folder) {
        return new SqlPeerStoreProvider().open(TestServer.settings(folder));
    }
}
