package bsv.p2p.store.json;

import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.testkit.PeerStoreDamageContract;
import java.nio.file.Path;
import java.util.Map;

class JsonPeerStoreDamageTest extends PeerStoreDamageContract {
    @Override
    protected PeerStore open(Path folder) {
        return new JsonPeerStoreProvider().open(Map.of("file", folder.resolve("peers.json").toString()));
    }

    /// After two sessions snapshot and journal have the number 3.
    @Override
    protected boolean isReadAtStart(String name) {
        return name.matches("peers\\.json(\\.journal-3)?");
    }
}
