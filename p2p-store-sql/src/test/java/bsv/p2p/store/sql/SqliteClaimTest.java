package bsv.p2p.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.SharedPeerStore;
import bsv.p2p.testkit.Samples;
import bsv.p2p.testkit.SharedPeerStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteClaimTest extends SharedPeerStoreContract {
    @Override
    protected SharedPeerStore open(Path folder) {
        return (SharedPeerStore) new SqlPeerStoreProvider().open(Map.of("url", "jdbc:sqlite:" + folder.resolve("peers.db")));
    }

    /// Otherwise a node that was killed could not dial the peers that it was connected to until their claims have ended.
    @Test
    void claimsAreFreeWhenNobodyIsThereWhoseTheyCouldBe(@TempDir Path home, @TempDir Path killed) throws IOException {
        var peer = new Samples(1).peer(PeerStatus.VALID);
        var ids = List.of(peer.id());
        try (var store = open(home)) {
            store.create(peer);
            assertThat(store.claim(ids, Instant.EPOCH, Duration.ofDays(1))).hasSize(1);
            for (var suffix : List.of("", "-wal", "-shm", ".lock")) Files.copy(home.resolve("peers.db" + suffix), killed.resolve("peers.db" + suffix));
            try (var beside = open(home)) {
                assertThat(beside.claim(ids, Instant.EPOCH, Duration.ofDays(1))).as("somebody is there").isEmpty();
            }
        }
        try (var store = open(killed)) {
            assertThat(store.claim(ids, Instant.EPOCH, Duration.ofDays(1))).hasSize(1);
        }
    }
}
