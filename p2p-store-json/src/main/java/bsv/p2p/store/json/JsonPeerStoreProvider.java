package bsv.p2p.store.json;

import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Settings;
import bsv.p2p.api.spi.StoreFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Opens the store `json`: everything in memory, kept in one file that is replaced as a whole.
///
/// | setting | default | is |
/// |---|---|---|
/// | `file` | `peers.json` in the data directory of this user | where to keep it; directories are made |
/// | `flushDelay` | 5 s | how long a change of a peer may wait to be written; 0 s to 1 h |
///
/// Beside `peers.json` there are `peers.json.lock` while the store is open and after, and `peers.json.bak`, the file as it was before the
/// last write. A file that is damaged is renamed to `peers.json.damaged-TIME`, a warning names it, and the copy is read instead, if it is
/// good. One process has a file at a time; a second is refused.
///
/// **Editing by hand**: close the store, change what you like, and take the last field, `checksum`, out: what it says would not hold any
/// more, and a file whose checksum does not hold counts as damaged. In a peer only `address` is needed. An entry that makes no sense is
/// left out with a warning that names its line; the others are read.
public final class JsonPeerStoreProvider implements PeerStoreProvider {
    private static final Duration FLUSH_DELAY = Duration.ofSeconds(5);

    public JsonPeerStoreProvider() {}

    @Override
    public String name() {
        return "json";
    }

    @Override
    public PeerStore open(Map<String, String> settings) {
        var read = new Settings(settings);
        var file = read.parsed("file", Path::of);
        var flushDelay = read.duration("flushDelay", FLUSH_DELAY, Duration.ZERO, Duration.ofHours(1));
        read.check();
        return JsonPeerStore.open(file.orElseGet(() -> StoreFiles.dataDirectory().resolve("peers.json")), flushDelay);
    }
}
