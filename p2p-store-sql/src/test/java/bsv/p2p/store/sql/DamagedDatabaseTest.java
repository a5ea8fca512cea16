package bsv.p2p.store.sql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever happens to the database file, the store opens and works; what cannot be a database is set aside and named.
class DamagedDatabaseTest {
    private final Samples samples = new Samples(6);
    private final Set<Peer> peers = Set.copyOf(samples.peers(200));

    @TempDir
    Path folder;

    private Path file;
    private byte[] good;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("peers.db");
        try (var store = open()) {
            store.batch(List.copyOf(peers));
        }
        good = Files.readAllBytes(file);
        try (var store = open()) {
            assertThat(all(store)).isEqualTo(peers);
        }
    }

    static Stream<byte[]> notOurs() {
        var noise = new byte[10_000];
        new Random(1).nextBytes(noise);
        return Stream.of(noise, new byte[4_096], "garbage".getBytes(UTF_8), "SQLite format 3\0".getBytes(UTF_8), "[".repeat(200_000).getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("notOurs")
    void whatIsNoDatabaseIsSetAsideAndNamed(byte[] content) throws IOException {
        Files.write(file, content);

        try (var log = new CapturedLog(); var store = open()) {
            assertThat(all(store)).isEmpty();
            assertThat(damaged()).hasSize(1).allSatisfy(aside -> {
                assertThat(aside).hasBinaryContent(content);
                assertThat(log.warnings()).hasSize(1).first().asString().contains(file.toString(), aside.toString());
            });
            assertWorks(store);
        }
    }

    @Test
    void aFileCutAnywhereIsSetAside() throws IOException {
        var random = new Random(2);
        for (int n = 0; n < 40; n++) {
            int length = n < good.length / 4096 ? Math.max(1, n * 4096) : 1 + random.nextInt(good.length - 1);
            Files.write(file, Arrays.copyOf(good, length));
            try (var _ = new CapturedLog(); var store = open()) {
                assertThat(all(store)).as("cut after %d of %d bytes", length, good.length).isEmpty();
            }
            assertThat(forgetDamaged()).as("cut after %d of %d bytes", length, good.length).isPositive();
        }
    }

    @Test
    void anEmptiedFileIsAnEmptyStore() throws IOException {
        Files.write(file, new byte[0]);

        try (var store = open()) {
            assertThat(all(store)).isEmpty();
            assertWorks(store);
        }
    }

    /// SQLite has no checksums: a bit in a text may go unnoticed. But nothing throws, and what is found out is set aside.
    @Test
    void bitsFlippedAnywhereStopNobody() throws IOException {
        var random = new Random(3);
        for (int n = 0; n < 40; n++) {
            var flipped = good.clone();
            for (int i = 0; i <= n % 20; i++) flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            int round = n;
            try (var _ = new CapturedLog()) {
                assertThatCode(() -> {
                    try (var store = open()) {
                        all(store).forEach(peer -> store.findByIpPort(peer.endpoint()));
                        for (var peer : peers) store.read(peer.id());
                    }
                }).as("round %d", round).doesNotThrowAnyException();
            }
            forgetDamaged();
        }
    }

    @Test
    void aRowThatMakesNoSenseIsPassedOverWithOneWarning() throws IOException {
        var marked = samples.peer().withVersion(0, "REPLACE-ME-WITH-NONSENSE", 0, 0);
        try (var store = open()) {
            store.create(marked);
        }
        var text = new String(Files.readAllBytes(file), ISO_8859_1);
        assertThat(text).contains("REPLACE-ME");
        Files.write(file, text.replace("REPLACE-ME", "REPLACE\\ME").getBytes(ISO_8859_1));

        try (var log = new CapturedLog(); var store = open()) {
            assertThat(all(store)).isEqualTo(peers);
            assertThat(store.read(marked.id())).isEmpty();
            assertThat(log.warnings()).hasSize(1).first().asString().contains(file.toString());
        }
    }

    @Test
    void directoriesInPlaceOfItsFilesAreSetAsideWithWhatIsInThem() throws IOException {
        for (var name : List.of("peers.db", "peers.db-wal", "peers.db-shm")) {
            Files.deleteIfExists(folder.resolve(name));
            Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("inside"), "kept");
        }

        try (var store = open()) {
            assertThat(all(store)).isEmpty();
            assertWorks(store);
        }

        assertThat(damaged()).hasSize(3).allSatisfy(aside -> assertThat(aside.resolve("inside")).hasContent("kept"));
    }

    @Test
    void garbageInTheLogIsIgnored() throws IOException {
        Files.writeString(folder.resolve("peers.db-wal"), "garbage".repeat(1_000));
        Files.writeString(folder.resolve("peers.db-shm"), "garbage".repeat(10_000));

        try (var store = open()) {
            assertThat(all(store)).isEqualTo(peers);
            assertWorks(store);
        }
    }

    @Test
    void aPlaceWhereNoFileCanBeIsRefused() throws IOException {
        var inTheWay = Files.writeString(folder.resolve("file"), "no directory");

        assertRefused(inTheWay.resolve("peers.db"));
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")));
        assertRefused(Path.of("/proc/self/peers.db"));
    }

    private void assertRefused(Path place) {
        assertThatExceptionOfType(PeerStoreException.class).isThrownBy(() -> open(place)).withMessageContaining(place.toString());
    }

    private void assertWorks(PeerStore store) {
        var peer = samples.peer();
        var ban = samples.ban();
        store.create(peer);
        store.putBan(ban);
        assertThat(all(store)).contains(peer);
        assertThat(store.bans()).contains(ban);
    }

    private PeerStore open() {
        return open(file);
    }

    private static PeerStore open(Path place) {
        return new SqlPeerStoreProvider().open(Map.of("url", "jdbc:sqlite:" + place));
    }

    private static Set<Peer> all(PeerStore store) {
        try (var peers = store.listAll()) {
            return new HashSet<>(peers.toList());
        }
    }

    private Set<Path> damaged() throws IOException {
        try (var names = Files.list(folder)) {
            return new HashSet<>(names.filter(path -> path.toString().contains(".damaged-")).toList());
        }
    }

    private int forgetDamaged() throws IOException {
        var all = damaged();
        for (var aside : all) Files.delete(aside);
        return all.size();
    }
}
