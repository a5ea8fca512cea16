package bsv.p2p.store.sql;

import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.testkit.PeerStoreFaultContract;
import bsv.p2p.testkit.StorageFaults;
import java.nio.file.Path;
import java.time.InstantSource;

class SqlPeerStoreFaultTest extends PeerStoreFaultContract {
    @Override
    protected PeerStore open(Path folder, StorageFaults faults) {
        return new SqlPeerStore(Database.open(new SqliteDialect(folder.resolve("peers.db"), new FaultyConnector(Drivers.installed(), faults)), InstantSource.system()));
    }
}
