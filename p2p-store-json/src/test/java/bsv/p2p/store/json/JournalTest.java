package bsv.p2p.store.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read again of a journal, whatever happened to it: the units before the damage, each whole.
class JournalTest {
    private final Samples samples = new Samples(8);
    private final List<Kept> states = new ArrayList<>();

    @TempDir
    Path folder;

    private Path crashed;
    private Path journal;
    private byte[] good;

    /// Four units after an empty beginning, in a folder as a crash leaves it.
    @BeforeEach
    void writeFourUnits() throws IOException {
        var home = Files.createDirectory(folder.resolve("home"));
        crashed = Files.createDirectory(folder.resolve("crashed"));
        states.add(Kept.NOTHING);
        try (var store = Kept.open(home.resolve("peers.json"), new Disk())) {
            var peers = samples.peers(3);
            store.batch(peers);
            store.putBan(samples.ban());
            states.add(Kept.in(store));
            store.delete(peers.get(0).id());
            store.create(samples.peer(samples.id(), peers.get(0).endpoint(), peers.get(1).status()));
            store.flush();
            states.add(Kept.in(store));
            store.removeBan(store.bans().getFirst().target());
            states.add(Kept.in(store));
            swapAddresses(store, peers.get(1).id(), peers.get(2).id());
            store.flush();
            states.add(Kept.in(store));
            good = Files.readAllBytes(home.resolve("peers.json.journal-1"));
        }
        journal = crashed.resolve("peers.json.journal-1");
    }

    /// Each has the address that the other had: no order of the two works one by one.
    private void swapAddresses(JsonPeerStore store, UUID one, UUID other) {
        var first = store.read(one).orElseThrow();
        var second = store.read(other).orElseThrow();
        store.update(samples.peer(one, samples.endpoint(), first.status()));
        store.update(samples.peer(other, first.endpoint(), second.status()));
        store.update(samples.peer(one, second.endpoint(), first.status()));
    }

    @Test
    void aWholeJournalIsReadToItsEndWithoutDamage() throws IOException {
        Files.write(journal, good);

        assertThat(load()).isEqualTo(states.getLast());
        assertThat(damaged()).isEmpty();
    }

    /// Killed before there was a snapshot: that is no loss, and no reason to worry anybody.
    @Test
    void aFirstSessionThatCrashedIsNothingToWarnOf() throws IOException {
        Files.write(journal, good);
        try (var log = new CapturedLog()) {
            load();
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void aPeerFileThatIsGoneIsTold() throws IOException {
        var home = folder.resolve("home");
        for (var name : List.of("peers.json", "peers.json.bak")) Files.deleteIfExists(home.resolve(name));
        try (var log = new CapturedLog(); var store = Kept.open(home.resolve("peers.json"), new Disk())) {
            assertThat(Kept.in(store)).isEqualTo(states.getLast());
            assertThat(log.warnings()).singleElement().asString().contains("peers.json").contains("is missing");
        }
    }

    @Test
    void aJournalCutAnywhereGivesTheUnitsBeforeTheCut() throws IOException {
        int reached = 0;
        for (int length = 0; length < good.length; length += length % 100 < 5 ? 1 : 9) {
            Files.write(journal, Arrays.copyOf(good, length));
            try (var _ = new CapturedLog()) {
                int state = states.indexOf(load());
                assertThat(state).as("cut after %d of %d bytes", length, good.length).isBetween(reached, 3);
                reached = state;
            }
            clean();
        }
        assertThat(reached).isEqualTo(3);
    }

    @Test
    void aBitFlippedAnywhereCostsWhatComesAfterItAndIsKeptAside() throws IOException {
        var random = new Random(1);
        for (int at = 0; at < good.length; at += 1 + random.nextInt(19)) {
            var flipped = good.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(journal, flipped);
            try (var log = new CapturedLog()) {
                assertThat(load()).as("byte %d of %d", at, good.length).isIn(states.subList(0, 4));
                assertThat(log.warnings()).isNotEmpty().first().asString().contains(journal.toString());
                assertThat(damaged()).hasSize(1).allSatisfy(aside -> assertThat(aside).hasBinaryContent(flipped));
            }
            clean();
        }
    }

    @Test
    void whatComesAfterATornEndIsKept() throws IOException {
        Files.write(journal, Arrays.copyOf(good, good.length - 10));
        var ban = samples.ban();
        try (var _ = new CapturedLog(); var store = Kept.open(crashed.resolve("peers.json"), new Disk())) {
            store.putBan(ban);
            var again = Kept.afterACrash(crashed, folder.resolve("again"));
            assertThat(again.bans()).contains(ban);
            assertThat(again.peers()).isEqualTo(states.get(3).peers());
        }
    }

    @Test
    void theSecondOfTwoJournalsIsNotReadAfterDamageInTheFirst() throws IOException {
        var home = folder.resolve("two/peers.json");
        var lost = samples.ban();
        try (var store = Kept.open(home, new Disk())) {
            store.batch(samples.peers(5));
        }
        var first = home.resolveSibling("peers.json.journal-2");
        try (var store = Kept.open(home, new Disk())) {
            store.putBan(samples.ban());
            store.putBan(lost);
            Files.copy(first, folder.resolve("third"));
        }
        Files.copy(folder.resolve("third"), home.resolveSibling("peers.json.journal-4"));
        Files.writeString(home.resolveSibling("peers.json.journal-3"), "garbage".repeat(1_000));

        try (var log = new CapturedLog(); var store = Kept.open(home, new Disk())) {
            assertThat(store.bans()).hasSize(2);
            assertThat(log.warnings()).hasSize(2).last().asString().contains("peers.json.journal-4", "does not follow");
        }
    }

    @Test
    void aMissingJournalIsWarnedOf() throws IOException {
        var home = folder.resolve("missing/peers.json");
        try (var store = Kept.open(home, new Disk())) {
            store.batch(samples.peers(5));
        }
        Files.delete(home.resolveSibling("peers.json.journal-2"));

        try (var log = new CapturedLog(); var store = Kept.open(home, new Disk())) {
            assertThat(Kept.in(store).peers()).hasSize(5);
            assertThat(log.warnings()).hasSize(1).first().asString().contains("peers.json.journal-2");
        }
    }

    @Test
    void aJournalOfALaterVersionIsSetAsideUnread() throws IOException {
        Files.writeString(journal, "{\"format\":\"bsv-p2p-changes\",\"version\":9,\"generation\":1}\n");
        var checksum = new CRC32C();
        checksum.update(Files.readAllBytes(journal));
        Files.write(journal, Format.endOfUnit(checksum).getBytes(UTF_8), StandardOpenOption.APPEND);

        try (var log = new CapturedLog()) {
            assertThat(load()).isEqualTo(Kept.NOTHING);
            assertThat(log.warnings()).hasSize(1).first().asString().contains("bsv-p2p-changes 9 1", "bsv-p2p-changes 1 1");
        }
    }

    private Kept load() {
        try (var file = PeerFile.open(crashed.resolve("peers.json"), new Disk(), InstantSource.system())) {
            return Kept.in(file.load());
        }
    }

    private void clean() throws IOException {
        for (var aside : damaged()) Files.delete(aside);
    }

    private Set<Path> damaged() throws IOException {
        try (var names = Files.list(crashed)) {
            return new HashSet<>(names.filter(path -> path.toString().contains(".damaged-")).toList());
        }
    }
}
