package bsv.p2p.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.testkit.Samples;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every schema that was released is brought up to date with all that is in it.
class MigrationTest {
    private final Samples samples = new Samples(13);

    @TempDir
    Path folder;

    @Test
    void everyReleasedSchemaOfAFileIsBroughtUpToDate() throws SQLException {
        for (int version = 1; version <= Schema.newest(); version++) migrate(version, new SqliteDialect(folder.resolve(version + ".db"), Drivers.installed()));
    }

    @Test
    void everyReleasedSchemaOfAServerIsBroughtUpToDate() throws SQLException {
        for (int version = 1; version <= Schema.newest(); version++) migrate(version, TestServer.dialect(folder.resolve("v" + version)));
    }

    private void migrate(int version, Dialect dialect) throws SQLException {
        var peer = samples.peer(PeerStatus.UNKNOWN).withAttempts(0, Optional.empty());
        writeOld(version, dialect, peer);
        try (var store = new SqlPeerStore(Database.open(dialect, InstantSource.system())); var peers = store.listAll()) {
            assertThat(peers).as("from version %d", version).containsExactly(peer);
            assertThat(store.claim(PeerStatus.UNKNOWN, 9, Instant.EPOCH, Duration.ofHours(1))).containsExactly(peer);
        }
    }

    private static void writeOld(int version, Dialect dialect, Peer peer) throws SQLException {
        try (var connection = dialect.connect()) {
            Schema.bringTo(version, connection, dialect.kind());
            var table = Tables.peers(false);
            var names = version < 3 ? table.namesBeforeSums().replace(", null", "") : table.names();
            var insert = "insert into peer (" + names + ") values (?" + ", ?".repeat(names.split(",", -1).length - 1) + ")";
            try (var statement = connection.prepareStatement(insert)) {
                var row = table.row(peer);
                table.set(statement, version < 3 ? Arrays.copyOf(row, row.length - 1) : row);
                assertThat(statement.executeUpdate()).isEqualTo(1);
            }
        }
    }

    @Test
    void processesThatStartAtOnceOnANewServerMakeItsTablesOnce() {
        var stores = Stream.generate(() -> CompletableFuture.supplyAsync(
                () -> new SqlPeerStore(Database.open(TestServer.dialect(folder), InstantSource.system())), task -> Thread.ofPlatform().start(task))).limit(6).toList();
        for (var opening : stores) {
            try (var store = opening.orTimeout(60, TimeUnit.SECONDS).join()) {
                assertThat(store.countByStatus(PeerStatus.VALID)).isZero();
            }
        }
    }
}
