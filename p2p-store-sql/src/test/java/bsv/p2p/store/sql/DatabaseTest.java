package bsv.p2p.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.DuplicatePeer;
import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.PeerStoreProvider;
import bsv.p2p.api.spi.Plugins;
import bsv.p2p.testkit.Samples;
import bsv.p2p.testkit.StorageFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    private final Samples samples = new Samples(7);

    @TempDir
    Path folder;

    @Test
    void bansAndFlushesWaitForTheMediumAndPeersDoNot() {
        try (var database = Database.open(dialect(), InstantSource.system())) {
            assertThat(database.<Integer>write(DatabaseTest::synchronous)).as("normal").isEqualTo(1);
            assertThat(database.<Integer>writeDurably(DatabaseTest::synchronous)).as("full").isEqualTo(2);
            assertThat(database.<Integer>write(DatabaseTest::synchronous)).as("normal again").isEqualTo(1);

            var before = database.<Integer>read(DatabaseTest::flushes);
            database.flush();
            database.flush();
            assertThat(database.<Integer>read(DatabaseTest::flushes)).as("only where there was something to flush").isEqualTo(before + 1);
        }
    }

    @Test
    void theLogIsWrittenAhead() {
        try (var database = Database.open(dialect(), InstantSource.system())) {
            assertThat(database.<String>read(session -> {
                try (var found = session.prepared("pragma journal_mode").executeQuery()) {
                    return found.getString(1);
                }
            })).isEqualTo("wal");
        }
    }

    @Test
    void whatWasAcknowledgedIsThereForAProcessThatStartsAfterACrash() throws IOException {
        try (var store = open(folder)) {
            var peers = samples.peers(50);
            var ban = samples.ban();
            store.batch(peers);
            store.putBan(ban);

            try (var copy = open(copyOf(folder))) {
                assertThat(all(copy)).isEqualTo(Set.copyOf(peers));
                assertThat(copy.bans()).containsExactly(ban);
            }
        }
    }

    @Test
    void twoStoresMayShareADatabase() {
        var endpoint = samples.endpoint();
        try (var one = open(folder); var other = open(folder)) {
            var first = samples.peer(samples.id(), endpoint, PeerStatus.VALID);
            one.create(first);
            assertThat(other.findByIpPort(endpoint)).contains(first);
            assertThatExceptionOfType(DuplicatePeer.class).isThrownBy(() -> other.create(samples.peer(samples.id(), endpoint, PeerStatus.VALID)));

            var writers = List.of(one, other);
            var threads = writers.stream().map(store -> {
                var peers = samples.peers(100);
                return CompletableFuture.runAsync(() -> peers.forEach(peer -> {
                    store.create(peer);
                    store.update(peer.withLastSeen(Instant.EPOCH));
                }), writer -> Thread.ofPlatform().start(writer));
            }).toList();
            for (var thread : threads) thread.orTimeout(60, TimeUnit.SECONDS).join();
            assertThat(all(one)).hasSize(201).isEqualTo(all(other)).filteredOn(peer -> peer.lastSeen().equals(Optional.of(Instant.EPOCH))).hasSize(200);
        }
    }

    @Test
    void aDatabaseOfALaterVersionIsRefusedAndLeftAlone() {
        var peer = samples.peer();
        try (var store = open(folder)) {
            store.create(peer);
        }
        setVersion(99);

        assertThatExceptionOfType(PeerStoreException.class).isThrownBy(() -> open(folder))
                .withMessageContaining("schema has version 99").withMessageContaining(folder.toString());

        setVersion(Schema.newest());
        try (var store = open(folder)) {
            assertThat(all(store)).containsExactly(peer);
        }
    }

    private void setVersion(int version) {
        try (var connection = dialect().connect(); var update = connection.prepareStatement("update schema_version set version = ?")) {
            update.setInt(1, version);
            assertThat(update.executeUpdate()).isEqualTo(1);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void timesThatDoNotFitBecomeTheFirstOrTheLastThatDoes() {
        try (var store = open(folder)) {
            store.putBan(new Ban(samples.ban().target(), new BanReason.Manual(""), Instant.MIN, Optional.of(Instant.MAX)));

            var kept = store.bans().getFirst();
            assertThat(kept.since()).isEqualTo(Instant.ofEpochSecond(0, Long.MIN_VALUE));
            assertThat(kept.until()).contains(Instant.ofEpochSecond(0, Long.MAX_VALUE));
        }
    }

    @Test
    void aFailureNamesTheDatabaseAndTheStoreGoesOn() {
        boolean failed = false;
        for (int good = 0; !failed; good++) {
            var peer = samples.peer();
            try (var store = new SqlPeerStore(Database.open(faultyAfter(good), InstantSource.system()))) {
                failed = fails(() -> store.create(peer));
                if (failed) store.create(peer);
                assertThat(store.read(peer.id())).contains(peer);
            } catch (PeerStoreException unopened) {
                assertThat(unopened).hasMessageContainingAll("cannot open", "peers.db", "disk I/O error");
            }
        }
    }

    private static boolean fails(Runnable call) {
        try {
            call.run();
            return false;
        } catch (PeerStoreException failed) {
            assertThat(failed).hasMessageContainingAll("peers.db", "disk I/O error");
            return true;
        }
    }

    private SqliteDialect faultyAfter(int good) {
        return new SqliteDialect(folder.resolve("peers.db"), new FaultyConnector(Drivers.installed(), new StorageFaults(good, 1)));
    }

    @Test
    void theStoreIsFoundByName() {
        assertThat(Plugins.installed().find(PeerStoreProvider.class, "sql")).isInstanceOf(SqlPeerStoreProvider.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"peers.db", "jdbc:postgresql://user:secret@host/db", "jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:sqlite:file:x?mode=ro", "jdbc:sqlite:a?b=c", "jdbc:sqlite:a\u0000"})
    void urlsThatAreNoneOfAFileOrAServerAreRefused(String url) {
        assertThatExceptionOfType(InvalidConfiguration.class).isThrownBy(() -> new SqlPeerStoreProvider().open(Map.of("url", url, "other", "x")))
                .satisfies(invalid -> assertThat(invalid.problems()).hasSize(2)).withMessageNotContaining("secret");
    }

    private SqliteDialect dialect() {
        return new SqliteDialect(folder.resolve("peers.db"), Drivers.installed());
    }

    private static PeerStore open(Path folder) {
        return new SqlPeerStoreProvider().open(Map.of("url", "jdbc:sqlite:" + folder.resolve("peers.db")));
    }

    private static Path copyOf(Path folder) throws IOException {
        var copy = Files.createTempDirectory(folder, "copy");
        for (var name : List.of("peers.db", "peers.db-wal")) {
            if (Files.exists(folder.resolve(name))) Files.copy(folder.resolve(name), copy.resolve(name));
        }
        return copy;
    }

    private static Set<Peer> all(PeerStore store) {
        try (var peers = store.listAll()) {
            return new HashSet<>(peers.toList());
        }
    }

    private static int synchronous(Session session) throws SQLException {
        return number(session, "pragma synchronous");
    }

    private static int flushes(Session session) throws SQLException {
        return number(session, "select times from flushed");
    }

    private static int number(Session session, String query) throws SQLException {
        try (var found = session.prepared(query).executeQuery()) {
            return found.getInt(1);
        }
    }
}
