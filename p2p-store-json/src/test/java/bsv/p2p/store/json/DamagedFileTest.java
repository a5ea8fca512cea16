package bsv.p2p.store.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.api.error.PeerStoreException;
import bsv.p2p.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever happens to the file: it is set aside and named, and the copy of the write before is read, or else the store is empty.
class DamagedFileTest {
    private final Samples samples = new Samples(3);
    private final Kept older = new Kept(Set.copyOf(samples.peers(1)), Set.of());
    private final Kept newer = new Kept(Set.copyOf(samples.peers(2)), Set.of(samples.ban()));

    @TempDir
    Path folder;

    private Path file;
    private Path copy;
    private byte[] good;

    /// The file holds `newer`, the copy `older`.
    @BeforeEach
    void writeTwice() throws IOException {
        file = folder.resolve("peers.json");
        copy = folder.resolve("peers.json.bak");
        try (var store = Kept.open(folder.resolve("other"), new Disk())) {
            older.putInto(store);
        }
        try (var store = Kept.open(file, new Disk())) {
            newer.putInto(store);
        }
        Files.move(folder.resolve("other"), copy, StandardCopyOption.REPLACE_EXISTING);
        // as in a store that has run more than once
        Files.delete(folder.resolve("peers.json.journal-1"));
        good = Files.readAllBytes(file);
        assertThat(load()).isEqualTo(newer);
    }

    @Test
    void aFileCutAnywhereIsSetAsideAndTheCopyIsRead() throws IOException {
        for (int length = 0; length < good.length - 1; length += length % 100 < 10 ? 1 : 3) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThat(loadQuietly()).as("cut after %d of %d bytes", length, good.length).isEqualTo(older);
            assertThat(file).doesNotExist();
        }
        Files.write(file, Arrays.copyOf(good, good.length - 1));
        assertThat(load()).as("only the last line end is missing").isEqualTo(newer);
    }

    @Test
    void aBitFlippedAnywhereIsFoundOut() throws IOException {
        var random = new Random(1);
        for (int at = 0; at < good.length; at += 1 + random.nextInt(4)) {
            var flipped = good.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            assertThat(loadQuietly()).as("byte %d of %d: %02x became %02x", at, good.length, good[at], flipped[at]).isEqualTo(older);
        }
    }

    @Test
    void bytesOverwrittenAnywhereAreFoundOut() throws IOException {
        var random = new Random(2);
        for (int n = 0; n < 300; n++) {
            var overwritten = good.clone();
            int at = random.nextInt(good.length - 8);
            var noise = new byte[1 + random.nextInt(8)];
            if (n % 2 == 0) random.nextBytes(noise);
            System.arraycopy(noise, 0, overwritten, at, noise.length);
            Files.write(file, overwritten);
            if (!Arrays.equals(overwritten, good)) assertThat(loadQuietly()).as("%d bytes at %d", noise.length, at).isEqualTo(older);
        }
    }

    static Stream<byte[]> notOurs() {
        var noise = new byte[5_000];
        new Random(3).nextBytes(noise);
        return Stream.concat(Stream.of(new byte[4_096], noise, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 0}, new byte[] {0, 0, (byte) 0xfe, (byte) 0xff, 1, 2, 3, 4}, "{}".getBytes(UTF_16)),
                Stream.of(" ", "null", "7", "\"text\"", "[]", "{}", "{", "<html>", "[".repeat(200_000), "{\"a\":".repeat(200_000), "{\"peers\":" + "[".repeat(200_000),
                        "{\"format\":\"bsv-p2p-peers\",\"version\":1,\"peers\":[" + "{\"a\":".repeat(200_000),
                        "{\"format\":\"bsv-p2p-peers\",\"version\":" + "9".repeat(100_000) + "}", "{\"format\":\"" + "x".repeat(1_000_000) + "\"}",
                        "{\"" + "n".repeat(100_000) + "\":1}", "{\"format\":\"bsv-p2p-peers\",\"version\":1}", "{\"format\":\"other\",\"version\":1,\"peers\":[],\"bans\":[]}",
                        "{\"format\":\"bsv-p2p-peers\",\"version\":3,\"peers\":[],\"bans\":[]}", "{\"format\":\"bsv-p2p-peers\",\"version\":1,\"peers\":{},\"bans\":[]}",
                        "{\"format\":\"bsv-p2p-peers\",\"version\":1,\"peers\":[[]],\"bans\":[]}", "{\"format\":\"bsv-p2p-peers\",\"version\":1,\"peers\":[1],\"bans\":[]}",
                        "{\"format\":\"bsv-p2p-peers\",\"version\":1,\"peers\":[],\"bans\":[],\"more\":1}", "{\"format\":\"bsv-p2p-peers\",\"version\":1,\"peers\":[],\"peers\":[],\"bans\":[]}",
                        "{\"format\":\"bsv-p2p-peers\",\"version\":1,\"peers\":[],\"bans\":[]} {}", "{\"format\":\"bsv-p2p-peers\",\"version\":1,\"peers\":[],\"bans\":[],\"checksum\":\"\"}")
                        .map(text -> text.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("notOurs")
    void whatIsNotOursIsSetAsideAndTheCopyIsRead(byte[] content) throws IOException {
        Files.write(file, content);

        try (var log = new CapturedLog()) {
            assertThat(load()).isEqualTo(older);

            assertThat(damaged()).hasSize(1).allSatisfy(aside -> {
                assertThat(aside).hasBinaryContent(content);
                assertThat(log.warnings()).hasSize(2);
                assertThat(log.warnings().getFirst()).contains(file.toString(), aside.toString()).hasSizeLessThan(1_000).matches("[ -~]*");
                assertThat(log.warnings().getLast()).contains(copy.toString());
            });
        }
    }

    @Test
    void goneFileAndGoodCopyGiveTheCopy() throws IOException {
        Files.delete(file);

        try (var log = new CapturedLog()) {
            assertThat(load()).isEqualTo(older);
            assertThat(log.warnings()).hasSize(1).first().asString().contains(copy.toString());
        }
    }

    @Test
    void twoDamagedFilesGiveAnEmptyStore() throws IOException {
        Files.writeString(file, "garbage");
        Files.writeString(copy, "other garbage");

        assertThat(load()).isEqualTo(Kept.NOTHING);
        assertThat(damaged()).as("both, and the journal that goes on from them").hasSize(3);
    }

    @Test
    void whereTheFirstSnapshotIsLostTheJournalsFromTheBeginningOnGiveAll() throws IOException {
        var other = folder.resolve("first/peers.json");
        try (var store = Kept.open(other, new Disk())) {
            newer.putInto(store);
        }
        Files.writeString(other, "garbage");

        try (var log = new CapturedLog(); var store = Kept.open(other, new Disk())) {
            assertThat(Kept.in(store)).isEqualTo(newer);
            assertThat(log.warnings()).hasSize(2).last().asString().contains(other.toString(), "journals");
        }
    }

    @Test
    void aDamagedFileWithoutACopyGivesAnEmptyStore() throws IOException {
        Files.writeString(file, "");
        Files.delete(copy);

        assertThat(load()).isEqualTo(Kept.NOTHING);
        assertThat(damaged()).as("the file, and the journal that goes on from it").hasSize(2);
    }

    @Test
    void aDamagedCopyDoesNoHarmToAGoodFile() throws IOException {
        Files.writeString(copy, "garbage");

        assertThat(load()).isEqualTo(newer);
        assertThat(damaged()).isEmpty();
    }

    @Test
    void noFileAtAllIsAnEmptyStoreAndNobodyIsWarned() throws IOException {
        Files.delete(file);
        Files.delete(copy);
        Files.delete(folder.resolve("peers.json.journal-2"));

        try (var log = new CapturedLog()) {
            assertThat(load()).isEqualTo(Kept.NOTHING);
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void directoriesInPlaceOfAnyFileAreSetAsideWithWhatIsInThem() throws IOException {
        for (var place : List.of(file, copy, folder.resolve("peers.json.lock"), folder.resolve("peers.json.journal-2"))) {
            Files.deleteIfExists(place);
            Files.createDirectory(place);
            Files.writeString(place.resolve("inside"), "kept");
        }

        try (var store = Kept.open(file, new Disk())) {
            assertThat(Kept.in(store)).isEqualTo(Kept.NOTHING);
            newer.putInto(store);
        }

        assertThat(load()).isEqualTo(newer);
        assertThat(damaged()).hasSize(4).allSatisfy(aside -> assertThat(aside.resolve("inside")).hasContent("kept"));
    }

    @Test
    void whatWasReadFromTheCopyIsWrittenAgainAtClose() throws IOException {
        Files.writeString(file, "garbage");

        Kept.open(file, new Disk()).close();

        Files.delete(copy);
        assertThat(load()).isEqualTo(older);
    }

    @Test
    void theGoodCopyOutlivesTheNextWrite() throws IOException {
        Files.writeString(file, "garbage");
        var before = Files.readAllBytes(copy);

        try (var store = Kept.open(file, new Disk())) {
            store.create(samples.peer());
        }

        assertThat(copy).hasBinaryContent(before);
    }

    @Test
    void whatIsNeitherFileNorDirectoryIsRefusedAndStays() throws IOException {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/null")));
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/null"));

        assertThatExceptionOfType(PeerStoreException.class).isThrownBy(this::load).withMessageContaining("/dev/null");
        assertThat(Path.of("/dev/null")).exists();
    }

    /// As [#load()], without warnings and without the files that were set aside: thousands of them take their time.
    private Kept loadQuietly() throws IOException {
        try (var _ = new CapturedLog()) {
            var loaded = load();
            for (var aside : damaged()) Files.delete(aside);
            return loaded;
        }
    }

    private Kept load() {
        try (var opened = PeerFile.open(file, new Disk(), InstantSource.system())) {
            var loaded = Kept.in(opened.load());
            assertThat(loaded).isIn(Kept.NOTHING, older, newer);
            return loaded;
        }
    }

    private Set<Path> damaged() throws IOException {
        try (var names = Files.list(folder)) {
            return new HashSet<>(names.filter(path -> path.toString().contains(".damaged-")).toList());
        }
    }
}
