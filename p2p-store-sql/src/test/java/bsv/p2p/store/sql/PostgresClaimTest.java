package bsv.p2p.store.sql;

import java.nio.file.Path;
import java.util.Map;

class PostgresClaimTest extends ClaimTests {
    @Override
    Map<String, String> settings(Path folder) {
        return TestServer.settings(folder);
    }
}
