package bsv.p2p.store.json;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.peer.Ban;
import bsv.p2p.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that version 0.1.0 wrote is read, and written as files are now.
class FirstFormatTest {
    @TempDir
    Path folder;

    private Path file;
    private Kept expected;

    /// The resource was written by 0.1.0 from these samples.
    @BeforeEach
    void copyFile() throws IOException {
        file = folder.resolve("peers.json");
        try (var written = FirstFormatTest.class.getResourceAsStream("peers-0.1.0.json")) {
            Files.copy(written, file);
        }
        var samples = new Samples(1);
        var peers = samples.peers(40);
        var bans = new HashSet<Ban>();
        for (var reason : samples.banReasons()) bans.add(new Ban(samples.ban().target(), reason, samples.time(), Optional.empty()));
        expected = new Kept(Set.copyOf(peers), bans);
    }

    @Test
    void everythingIsReadWithoutAWarning() {
        try (var log = new CapturedLog(); var store = Kept.open(file, new Disk())) {
            assertThat(Kept.in(store)).isEqualTo(expected);
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void changesAreKeptInAJournalUntilItIsWrittenAnew() throws IOException {
        var ban = new Samples(2).ban();
        try (var store = Kept.open(file, new Disk())) {
            store.putBan(ban);
            assertThat(Kept.afterACrash(folder, folder.resolve("crash"))).isEqualTo(withBan(ban));
            assertThat(file).content().contains("\"version\" : 1,");
        }
        assertThat(file).content().contains("\"version\":2,");
        assertThat(folder.resolve("peers.json.bak")).content().contains("\"version\" : 1,");

        Files.writeString(file, "garbage");
        try (var _ = new CapturedLog(); var store = Kept.open(file, new Disk())) {
            assertThat(Kept.in(store)).as("from the old file and the journal since").isEqualTo(withBan(ban));
        }
    }

    private Kept withBan(Ban ban) {
        var bans = new HashSet<>(expected.bans());
        bans.add(ban);
        return new Kept(expected.peers(), bans);
    }
}
