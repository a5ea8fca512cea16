package bsv.p2p.store.sql;

import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.testkit.PeerStoreFaultContract;
import bsv.p2p.testkit.StorageFaults;
import java.nio.file.Path;
import java.time.InstantSource;

/// At each statement, and at the connection itself.
class PostgresFaultTest extends PeerStoreFaultContract {
    @Override
    protected PeerStore open(Path folder, StorageFaults faults) {
        return new SqlPeerStore(Database.open(TestServer.dialect(folder, new FaultyConnector(Drivers.installed(), faults)), InstantSource.system()));
    }

    /// The server goes on when a client crashes.
    @Override
    protected Path afterACrash(Path home, Path copy) {
        return home;
    }
}
