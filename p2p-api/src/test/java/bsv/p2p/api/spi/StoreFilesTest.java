package bsv.p2p.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T16:55:00.125Z");

    @TempDir
    Path folder;

    @Test
    void theDataDirectoryFollowsTheXdgSpecification() {
        var home = Path.of("/home/ann");

        assertThat(StoreFiles.dataDirectory(Map.of(), home)).isEqualTo(Path.of("/home/ann/.local/share/bsv-p2p"));
        assertThat(StoreFiles.dataDirectory(Map.of("XDG_DATA_HOME", "/data"), home)).isEqualTo(Path.of("/data/bsv-p2p"));
        assertThat(StoreFiles.dataDirectory(Map.of("XDG_DATA_HOME", "data"), home)).isEqualTo(Path.of("/home/ann/.local/share/bsv-p2p"));
        assertThat(StoreFiles.dataDirectory(Map.of("XDG_DATA_HOME", ""), home)).isEqualTo(Path.of("/home/ann/.local/share/bsv-p2p"));
    }

    @Test
    void aDamagedFileIsKeptUnderANameWithTheTime() throws IOException {
        var file = Files.writeString(folder.resolve("peers.json"), "garbage");

        var aside = StoreFiles.setAside(file, NOW);

        assertThat(aside).hasFileName("peers.json.damaged-20261120T165500.125Z").hasContent("garbage");
        assertThat(file).doesNotExist();
    }

    @Test
    void theSecondOfOneMomentGetsANameOfItsOwn() throws IOException {
        var file = folder.resolve("peers.json");
        StoreFiles.setAside(Files.writeString(file, "one"), NOW);

        assertThat(StoreFiles.setAside(Files.writeString(file, "two"), NOW)).hasFileName("peers.json.damaged-20261120T165500.125Z-2").hasContent("two");
    }

    @Test
    void aDirectoryIsSetAsideWithWhatIsInIt() throws IOException {
        var directory = Files.createDirectory(folder.resolve("peers.json"));
        Files.writeString(directory.resolve("inside"), "kept");

        assertThat(StoreFiles.setAside(directory, NOW).resolve("inside")).hasContent("kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user.dir", "user.home"})
    void aDirectoryThatSomebodyLivesInStaysWhereItIs(String property) throws IOException {
        var directory = Files.createDirectory(folder.resolve("peers.json"));
        var before = System.setProperty(property, Files.createDirectory(directory.resolve("below")).toString());
        try {
            assertThatIOException().isThrownBy(() -> StoreFiles.setAside(directory, NOW)).withMessageContaining("in use");
        } finally {
            System.setProperty(property, before);
        }
        assertThat(directory).exists();
    }

    @Test
    void whatIsNeitherFileNorDirectoryStaysWhereItIs() {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/null")));

        assertThatIOException().isThrownBy(() -> StoreFiles.setAside(Files.createSymbolicLink(folder.resolve("peers.json"), Path.of("/dev/null")), NOW))
                .withMessageContaining("neither a file nor a directory");
    }

    @Test
    void aCopyIsKeptBesideAndTheFileStays() throws IOException {
        var file = Files.writeString(folder.resolve("peers.json.journal-7"), "half");
        var now = Instant.parse("2026-11-20T12:00:00Z");

        var first = StoreFiles.copyAside(file, now);
        var second = StoreFiles.copyAside(file, now);

        assertThat(file).hasContent("half");
        assertThat(first).hasContent("half").hasFileName("peers.json.journal-7.damaged-20261120T120000.000Z");
        assertThat(second).hasContent("half").hasFileName("peers.json.journal-7.damaged-20261120T120000.000Z-2");
    }
}
