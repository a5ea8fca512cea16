package com.example.mvstore;

import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.testkit.PeerStoreContract;
import java.nio.file.Path;
import java.util.Map;

/// The contract: behaviour, many callers, many peers, processes that are killed.
class MvPeerStoreTest extends PeerStoreContract {
    @Override
    protected PeerStore open(Path folder) {
        return new MvPeerStoreProvider().open(Map.of("location", folder.resolve("peers.mv").toString()));
    }
}
