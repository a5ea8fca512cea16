package bsv.p2p.store.sql;

import bsv.p2p.api.spi.SharedPeerStore;
import bsv.p2p.testkit.SharedPeerStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;

class PostgresClaimTest extends SharedPeerStoreContract {
    @BeforeAll
    static void startServer() {
        TestServer.start();
    }

    @Override
    protected SharedPeerStore open(Path folder) {
        return (SharedPeerStore) new SqlPeerStoreProvider().open(TestServer.settings(folder));
    }
}
