package bsv.p2p.store.sql;

import java.nio.file.Path;
import java.util.Map;

class SqliteClaimTest extends ClaimTests {
    @Override
    Map<String, String> settings(Path folder) {
        return Map.of("url", "jdbc:sqlite:" + folder.resolve("peers.db"));
    }
}
