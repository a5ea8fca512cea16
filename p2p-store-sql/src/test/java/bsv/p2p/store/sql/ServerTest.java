package bsv.p2p.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.testkit.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only a database server can do to a store.
class ServerTest {
    private final Samples samples = new Samples(17);

    @TempDir
    Path folder;

    @Test
    void bansWaitForTheServersDiskAndPeersDoNot() {
        try (var database = Database.open(TestServer.dialect(folder), InstantSource.system())) {
            assertThat(database.<String>write(ServerTest::synchronousCommit)).isEqualTo("off");
            assertThat(database.<String>writeDurably(ServerTest::synchronousCommit)).isEqualTo("on");
            assertThat(database.<String>write(ServerTest::synchronousCommit)).isEqualTo("off");
        }
    }

    @Test
    void aStoreWhoseConnectionsTheServerEndedFailsOnceAndGoesOn() throws SQLException {
        var peer = samples.peer();
        try (var store = new SqlPeerStore(Database.open(TestServer.dialect(folder), InstantSource.system()))) {
            store.create(peer);
            try (var admin = TestServer.dialect(folder).connect(); var statement = admin.createStatement()) {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'bsv-p2p' and pid <> pg_backend_pid()");
            }

            assertThatExceptionOfType(PeerStoreException.class).isThrownBy(() -> store.read(peer.id())).withMessageContaining("jdbc:postgresql:");
            assertThat(store.read(peer.id())).contains(peer);
            assertThatExceptionOfType(PeerStoreException.class).isThrownBy(() -> store.delete(peer.id()));
            assertThat(store.delete(peer.id())).isTrue();
        }
    }

    @Test
    void aServerThatIsNotThereIsNamedAndThePasswordIsNot() throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/peers";
        assertThatExceptionOfType(PeerStoreException.class)
                .isThrownBy(() -> new SqlPeerStoreProvider().open(Map.of("url", url + "?password=secret", "user", "u", "password", "secret")))
                .withMessageContaining(url).withMessageNotContaining("secret");
    }

    @Test
    void aFileHasNoUser() {
        assertThatExceptionOfType(InvalidConfiguration.class)
                .isThrownBy(() -> new SqlPeerStoreProvider().open(Map.of("url", "jdbc:sqlite:x.db", "user", "u"))).withMessageContaining("user");
    }

    private static String synchronousCommit(Session session) throws SQLException {
        try (var found = session.prepared("show synchronous_commit").executeQuery()) {
            return found.next() ? found.getString(1) : "";
        }
    }
}
