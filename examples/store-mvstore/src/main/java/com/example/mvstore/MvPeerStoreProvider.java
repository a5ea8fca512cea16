package com.example.mvstore;

import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Settings;
import bsv.p2p.api.spi.StoreFiles;
import java.nio.file.Path;
import java.util.Map;

/// Opens the store `mvstore`. It has one setting, `location`: the file, by default `peers.mv` in the data directory of this user.
///
/// `--store mvstore:FILE` sets `location`; `--set store.mvstore.location=FILE` does the same.
public final class MvPeerStoreProvider implements PeerStoreProvider {
    /// For the ServiceLoader.
    public MvPeerStoreProvider() {}

    @Override
    public String name() {
        return "mvstore";
    }

    @Override
    public PeerStore open(Map<String, String> settings) {
        var read = new Settings(settings);
        var location = read.parsed("location", Path::of);
        read.check();
        return MvPeerStore.open(location.orElseGet(() -> StoreFiles.dataDirectory().resolve("peers.mv")));
    }
}
