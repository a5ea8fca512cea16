package bsv.p2p.store.sql;

import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.testkit.PeerStoreDamageContract;
import java.nio.file.Path;
import java.util.Map;

class SqlPeerStoreDamageTest extends PeerStoreDamageContract {
    @Override
    protected PeerStore open(Path folder) {
        return new SqlPeerStoreProvider().open(Map.of("url", "jdbc:sqlite:" + folder.resolve("peers.db")));
    }

    @Override
    protected boolean keepsACopy() {
        return false;
    }

    @Override
    protected boolean takesWhatItCanRead() {
        return true;
    }
}
