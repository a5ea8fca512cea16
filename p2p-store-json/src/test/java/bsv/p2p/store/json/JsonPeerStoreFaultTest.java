package bsv.p2p.store.json;

import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.testkit.PeerStoreFaultContract;
import bsv.p2p.testkit.StorageFaults;
import java.nio.file.Path;

class JsonPeerStoreFaultTest extends PeerStoreFaultContract {
    @Override
    protected PeerStore open(Path folder, StorageFaults faults) {
        return Kept.open(folder.resolve("peers.json"), new FaultyDisk(faults));
    }
}
