package bsv.p2p.store.sql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.api.peer.Ban;
import bsv.p2p.api.peer.BanReason;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.api.peer.PeerStatus;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.testkit.Samples;
import bsv.p2p.testkit.StorageFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens to the database file, the store opens and works; what cannot be a database is set aside and named.
class DamagedDatabaseTest {
    private final Samples samples = new Samples(6);
    /// Always in the same order: what damage does depends on where rows are.
    private final List<Peer> inOrder = samples.peers(200);
    private final Set<Peer> peers = Set.copyOf(inOrder);

    @TempDir
    Path folder;

    private Path file;
    private byte[] good;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("peers.db");
        try (var store = open()) {
            store.batch(inOrder);
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

    /// What a cut takes may be a part of a page that nothing is in.
    @Test
    void ofAFileCutAnywhereIsSavedWhatCanBeRead() throws IOException {
        var random = new Random(2);
        int saved = 0;
        for (int n = 0; n < 40; n++) {
            int length = n < good.length / 4096 ? Math.max(1, n * 4096) : 1 + random.nextInt(good.length - 1);
            Files.write(file, Arrays.copyOf(good, length));
            try (var log = new CapturedLog(); var store = open()) {
                var left = all(store);
                assertThat(peers).as("cut after %d of %d bytes", length, good.length).containsAll(left);
                assertThat(left.size() == peers.size() || log.warnings().size() == 1).as("cut after %d of %d bytes", length, good.length).isTrue();
                saved += left.size();
            }
            forgetDamaged();
        }
        assertThat(saved).as("peers saved in all").isGreaterThan(2_000);
    }

    /// Of files cut in half, some have pages whose numbers belong to others by now. Orders in which that is so were found by trying.
    @ParameterizedTest
    @ValueSource(ints = {490, 700, 776})
    void rowsThatLeadInCirclesEndTheSearchThere(int order) throws IOException {
        var shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new Random(order));
        Files.delete(file);
        Files.delete(folder.resolve("peers.db.lock"));
        try (var store = open()) {
            store.batch(shuffled);
        }
        var whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        try (var log = new CapturedLog(); var store = open()) {
            assertThat(peers).containsAll(all(store));
            assertThat(log.warnings()).hasSize(1).first().asString().contains("could be read of it").doesNotContain("in time");
        }
    }

    /// A bit of the file's first page, or of a page's head, changes what SQLite takes the rest for: nothing it says then keeps the store from opening.
    @Test
    void whateverBitsFlipWherePagesBeginItOpens() throws IOException {
        var random = new Random(4);
        int saved = 0;
        for (int n = 0; n < 200; n++) {
            var flipped = good.clone();
            for (int i = 0; i <= n % 20; i++) {
                int at = n % 2 == 0 ? random.nextInt(4096) : random.nextInt(good.length / 4096) * 4096 + random.nextInt(12);
                flipped[at] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, flipped);
            try (var log = new CapturedLog(); var store = open()) {
                var left = all(store);
                assertThat(peers).as("round %d", n).containsAll(left);
                assertThat(left.size() == peers.size() || log.warnings().size() == 1).as("round %d: %s", n, log.warnings()).isTrue();
                assertThat(log.warnings()).as("round %d", n).noneMatch(line -> line.contains("in time"));
                saved += left.size();
            }
            forgetDamaged();
        }
        assertThat(saved).as("peers saved in all").isGreaterThan(4_000);
    }

    @Test
    void anEmptiedFileIsAnEmptyStoreThatIsToldOf() throws IOException {
        Files.write(file, new byte[0]);

        try (var log = new CapturedLog(); var store = open()) {
            assertThat(all(store)).isEmpty();
            assertWorks(store);
            assertThat(log.warnings()).hasSize(1).first().asString().contains(file.toString());
        }
    }

    @Test
    void aFileMadeForANewStoreIsTakenWithoutAWord() throws IOException {
        var fresh = Files.createFile(folder.resolve("fresh.db"));

        try (var log = new CapturedLog(); var store = open(fresh)) {
            assertWorks(store);
            assertThat(log.warnings()).isEmpty();
        }
    }

    /// SQLite has no checksums, but rows have: what is there is as it was written, and what is not is told.
    @Test
    void whereverBitsFlipNoPeerChanges() throws IOException {
        var random = new Random(3);
        int saved = 0;
        for (int n = 0; n < 60; n++) {
            var flipped = good.clone();
            for (int i = 0; i <= n % 20; i++) flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            try (var log = new CapturedLog(); var store = open()) {
                var left = all(store);
                assertThat(peers).as("round %d", n).containsAll(left);
                assertThat(left.size() == peers.size() || log.warnings().size() == 1).as("round %d: %s", n, log.warnings()).isTrue();
                for (var peer : left) assertThat(store.findByIpPort(peer.endpoint())).as("round %d", n).contains(peer);
                saved += left.size();
            }
            forgetDamaged();
        }
        assertThat(saved).as("peers saved in all").isGreaterThan(6_000);
    }

    @Test
    void aRowWhoseTextHasChangedIsTakenOutAndTheOthersStay() throws IOException {
        var marked = samples.peer(PeerStatus.VALID).withVersion(0, "/CHANGE-ME:1.0/", 0, 0);
        try (var store = open()) {
            store.create(marked);
        }
        var text = new String(Files.readAllBytes(file), ISO_8859_1);
        assertThat(text).contains("/CHANGE-ME");
        Files.write(file, text.replace("/CHANGE-ME", "/CHANGE-MD").getBytes(ISO_8859_1));

        try (var log = new CapturedLog(); var store = open()) {
            assertThat(all(store)).isEqualTo(peers);
            assertThat(store.read(marked.id())).isEmpty();
            assertThat(log.warnings()).hasSize(1).first().asString().contains(file.toString(), "1 rows are lost");
            assertThat(damaged()).hasSize(1);
        }
    }

    @Test
    void whoeverEditsARowByHandNeedNotKnowOfChecksums() throws SQLException, IOException {
        var peer = peers.stream().filter(some -> some.status() == PeerStatus.VALID).findFirst().orElseThrow();
        byHand("update peer set user_agent = '/by hand/' where id = '" + peer.id() + "'");
        byHand("insert into ban (target, kind, text, since) values ('203.0.113.0/24', 'manual', 'by hand', 0)");

        try (var log = new CapturedLog(); var store = open()) {
            assertThat(store.read(peer.id()).orElseThrow().userAgent()).isEqualTo("/by hand/");
            assertThat(store.bans()).extracting(Ban::reason).contains(new BanReason.Manual("by hand"));
            assertThat(log.warnings()).isEmpty();

            store.update(peer);
            assertThat(sums(peer)).as("a program that writes knows them").isEqualTo(1);
        }
        assertThat(damaged()).isEmpty();
    }

    @Test
    void aRowThatMakesNoSenseIsPassedOverWithOneWarningAndStays() throws SQLException, IOException {
        var some = peers.iterator().next();
        byHand("update peer set ip = 'nonsense' where id = '" + some.id() + "'");
        var others = new HashSet<>(peers);
        others.remove(some);

        for (int time = 0; time < 2; time++) {
            try (var log = new CapturedLog(); var store = open()) {
                assertThat(all(store)).isEqualTo(others);
                assertThat(store.read(some.id())).isEmpty();
                assertThat(log.warnings()).hasSize(1).first().asString().contains(file.toString());
            }
        }
        assertThat(damaged()).isEmpty();
    }

    /// Damage to a log does no harm when the database has all its pages; but what is left of it is older.
    @Test
    void aDamagedLogOfWhichTheDatabaseHasEverythingIsPutAway() throws IOException, SQLException {
        var crashed = Files.createDirectory(folder.resolve("crashed"));
        var newer = samples.peers(40);
        try (var store = open()) {
            for (var peer : newer) store.create(peer);
            byHand("pragma wal_checkpoint(passive)");
            for (var suffix : List.of("", "-wal", "-shm")) Files.copy(folder.resolve("peers.db" + suffix), crashed.resolve("peers.db" + suffix));
        }
        var log = crashed.resolve("peers.db-wal");
        Files.write(log, Arrays.copyOf(Files.readAllBytes(log), (int) Files.size(log) / 2));

        try (var warnings = new CapturedLog(); var store = open(crashed.resolve("peers.db"))) {
            var both = new HashSet<>(peers);
            both.addAll(newer);
            assertThat(all(store)).isEqualTo(both);
            assertThat(warnings.warnings()).hasSize(1).first().asString().contains(log.toString());
        }
    }

    /// A program that uses the database, says so, and goes on until its standard input ends.
    private static final String USER = """
            void main(String[] args) throws Exception {
                try (var channel = java.nio.channels.FileChannel.open(Path.of(args[0]), java.nio.file.StandardOpenOption.READ)) {
                    IO.println(channel.tryLock(1, 1, true) == null ? "refused" : "using");
                    while (System.in.read() >= 0) {}
                }
            }
            """;

    @Test
    void aDamagedDatabaseThatAnotherProcessUsesIsLeftAlone() throws Exception {
        var source = Files.writeString(folder.resolve("User.java"), USER);
        var other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), source.toString(), file + ".lock")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("using");
            var cut = Arrays.copyOf(good, good.length / 2);
            Files.write(file, cut);

            assertThatExceptionOfType(PeerStoreException.class).isThrownBy(this::open).withMessageContaining(file.toString());

            assertThat(file).hasBinaryContent(cut);
            assertThat(damaged()).isEmpty();
        } finally {
            other.getOutputStream().close();
            assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        try (var _ = new CapturedLog(); var store = open()) {
            assertWorks(store);
            assertThat(damaged()).anySatisfy(aside -> assertThat(aside).hasBinaryContent(Arrays.copyOf(good, good.length / 2)));
        }
    }

    @Test
    void aRepairThatFailsLeavesEverythingAsItWas() throws IOException {
        for (var bad : List.of(Arrays.copyOf(good, good.length / 2), withBadRows())) {
            var faults = new StorageFaults(0, 0);
            for (int n = 0; n == 0 || faults.failures() > 0; n += 5) {
                Files.write(file, bad);
                faults = new StorageFaults(n, 1);
                try (var _ = new CapturedLog();
                        var _ = new SqlPeerStore(Database.open(new SqliteDialect(file, new FaultyConnector(Drivers.installed(), faults)), InstantSource.system()))) {
                    assertThat(forgetDamaged()).as("operation %d fails", n).isPositive();
                } catch (PeerStoreException _) {
                    if (forgetDamaged() == 0) assertThat(file).as("operation %d fails", n).hasBinaryContent(bad);
                }
                forgetDamaged();
            }
        }
    }

    private byte[] withBadRows() {
        return new String(good, ISO_8859_1).replace("/Bitcoin SV:1.2.2/", "/Bitcoin SW:1.2.2/").getBytes(ISO_8859_1);
    }

    /// Waits neither for ever nor in vain.
    @Test
    void manyThreadsMayOpenItAtOnce() {
        var stores = Stream.generate(() -> CompletableFuture.supplyAsync(this::open, task -> Thread.ofPlatform().start(task))).limit(6).toList();
        for (var opening : stores) {
            var store = opening.orTimeout(60, TimeUnit.SECONDS).join();
            assertThat(store.findByIpPort(peers.iterator().next().endpoint())).isPresent();
        }
        stores.forEach(store -> store.join().close());
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

    private void byHand(String command) throws SQLException {
        try (var connection = Drivers.installed().connect("jdbc:sqlite:" + file, new Properties()); var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private int sums(Peer peer) throws SQLException {
        try (var connection = Drivers.installed().connect("jdbc:sqlite:" + file, new Properties());
                var query = connection.prepareStatement("select count(checksum) from peer where id = ?")) {
            query.setString(1, peer.id().toString());
            try (var found = query.executeQuery()) {
                return found.getInt(1);
            }
        }
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
