package bsv.p2p.store.json;

import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Settings;
import bsv.p2p.api.spi.StoreFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// Opens the store `json`: everything in memory, kept in one readable file and a journal of what has changed since that was written.
///
/// | setting | default | is |
/// |---|---|---|
/// | `file` | `peers.json` in the data directory of this user | where to keep it; directories are made |
/// | `flushDelay` | 100 ms | how long a change of a peer may wait for its place in the journal; 0 s to 1 h |
/// | `snapshotInterval` | 5 min | how old `peers.json` may become when there are changes; 1 s to 24 h |
///
/// A ban is in the journal when the call returns. `peers.json` is written anew when the journal is old or half as long as it, and at
/// close; until then the newest changes are in the journal alone.
///
/// Beside `peers.json` there are `peers.json.journal-N`, `peers.json.bak`, the file as it was before the last write, and `peers.json.lock`
/// while the store is open and after. A file that is damaged is renamed to `NAME.damaged-TIME`, a warning names it, and the copy is read
/// instead, if it is good, with the journals since: nothing is lost then. Of a damaged journal the part before the damage is read. One
/// process has a file at a time; a second is refused.
///
/// **Editing by hand**: close the store, change what you like, and take the last field, `checksum`, out: what it says would not hold any
/// more, and a file whose checksum does not hold counts as damaged. In a peer only `address` is needed. An entry that makes no sense is
/// left out with a warning that names its line; the others are read.
public final class JsonPeerStoreProvider implements PeerStoreProvider {
    private static final Duration FLUSH_DELAY = Duration.ofMillis(100);
    private static final Duration SNAPSHOT_INTERVAL = Duration.ofMinutes(5);
    private static final Duration RETRY = Duration.ofSeconds(5);

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
        var snapshotInterval = read.duration("snapshotInterval", SNAPSHOT_INTERVAL, Duration.ofSeconds(1), Duration.ofHours(24));
        read.check();
        return JsonPeerStore.open(file.orElseGet(() -> StoreFiles.dataDirectory().resolve("peers.json")),
                new JsonPeerStore.Pace(flushDelay, snapshotInterval, RETRY), new Disk(), InstantSource.system());
    }
}
