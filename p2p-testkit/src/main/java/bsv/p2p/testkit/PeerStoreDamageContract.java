package bsv.p2p.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsv.p2p.api.spi.PeerStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a store that keeps files must do when one of them is damaged, whichever it is and however: open in time, hold a state that it once
/// was in or what can still be read of one, work, and lose nothing in silence: what is not read any more is kept aside, with a warning that names the file.
///
/// A store's test extends this and says how to open the store, as for [PeerStoreContract].
public abstract class PeerStoreDamageContract {
    private static final Duration IN_TIME = Duration.ofSeconds(10);

    private final Samples samples = new Samples(20_261_122);

    @TempDir
    Path folder;

    private Path closed;
    private Path crashed;
    private StoreContent newest = StoreContent.NOTHING;
    /// After each call that changed something, but for the first.
    private final Set<StoreContent> states = new HashSet<>();

    protected PeerStoreDamageContract() {}

    /// Opens the store that keeps its data under `folder`.
    protected abstract PeerStore open(Path folder);

    /// Whether the state of an earlier session is there when the newest cannot be read. A store that keeps no copy overrides this.
    protected boolean keepsACopy() {
        return true;
    }

    /// Whether the store takes what it can read of a damaged file: peers and bans as they once were, but not all of them. Otherwise it holds a
    /// whole state that it was in, and only a store that overrides this may not.
    protected boolean takesWhatItCanRead() {
        return false;
    }

    /// Whether a start reads this file when nothing is wrong, so that damage to it must be told even if nothing is lost by it.
    ///
    /// @param name of a file in the folder
    protected boolean isReadAtStart(String name) {
        return false;
    }

    /// Runs a task and returns the lines that it logged as warnings. This catches the error stream, where slf4j-simple writes, and looks for
    /// WARN; whose tests log otherwise overrides it.
    protected List<String> warningsOf(Runnable task) {
        var before = System.err;
        var text = new ByteArrayOutputStream();
        System.setErr(new PrintStream(text, true, UTF_8));
        try {
            task.run();
        } finally {
            System.setErr(before);
        }
        return text.toString(UTF_8).lines().filter(line -> line.contains("WARN")).toList();
    }

    /// Two sessions that were closed, then one that was not: its files are copied while it is open.
    @BeforeEach
    void writeThreeSessions() throws IOException {
        closed = Files.createDirectory(folder.resolve("closed"));
        crashed = folder.resolve("crashed");
        for (int session = 0; session < 2; session++) {
            try (var store = open(closed)) {
                store.batch(samples.peers(40));
                remember(store);
                store.putBan(samples.ban());
                remember(store);
            }
        }
        var running = folder.resolve("running");
        copy(closed, running);
        try (var store = open(running)) {
            for (var peer : newest.peers().stream().limit(5).toList()) {
                store.update(samples.peer(peer.id(), samples.endpoint(), peer.status()));
                remember(store);
            }
            store.flush();
            store.putBan(samples.ban());
            remember(store);
            copy(running, crashed);
        }
    }

    private void remember(PeerStore store) {
        newest = StoreContent.of(store);
        states.add(newest);
    }

    @Test
    void anyFileOfAClosedStoreMayBeDamagedInAnyWay() throws IOException {
        damageEach(closed);
    }

    @Test
    void anyFileThatACrashLeftMayBeDamagedInAnyWay() throws IOException {
        damageEach(crashed);
    }

    private void damageEach(Path good) throws IOException {
        try (var store = open(copied(good, "whole"))) {
            newest = StoreContent.of(store);
        }
        List<String> names;
        try (var files = Files.list(good)) {
            names = files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).sorted().toList();
        }
        for (var name : names) {
            for (var damage : Damage.ALL) {
                var place = copied(good, name + " " + damage.what());
                if (damage.to(place.resolve(name))) check(place, name, damage);
            }
        }
    }

    private void check(Path place, String name, Damage damage) {
        var what = name + ", " + damage.what();
        var damaged = damage.left(place.resolve(name));
        var found = new HashSet<StoreContent>();
        var warnings = warningsOf(() -> assertTimeoutPreemptively(IN_TIME, () -> {
            try (var store = open(place)) {
                found.add(StoreContent.of(store));
                work(store);
            }
        }, what));
        var state = found.iterator().next();
        boolean empty = state.equals(StoreContent.NOTHING);
        assertTrue(states.contains(state) || (empty && !keepsACopy()) || (takesWhatItCanRead() && isPart(state)), () -> what + ": no state that ever was, but " + state);
        boolean lost = !state.equals(newest);
        if (!lost && !isReadAtStart(name)) return;
        assertTrue(warnings.stream().anyMatch(line -> line.contains(name)), () -> what + ": no warning names the file, only " + warnings);
        assertTrue(damaged.isEmpty() || isKept(place, name, damaged.get()), () -> what + ": what was left of it is not kept aside");
    }

    /// Whether each peer and each ban is as it was some time.
    private boolean isPart(StoreContent found) {
        return found.peers().stream().allMatch(peer -> states.stream().anyMatch(state -> state.peers().contains(peer)))
                && found.bans().stream().allMatch(ban -> states.stream().anyMatch(state -> state.bans().contains(ban)));
    }

    private void work(PeerStore store) {
        var peer = samples.peer();
        var ban = samples.ban();
        store.create(peer);
        store.putBan(ban);
        assertTrue(store.findByIpPort(peer.endpoint()).isPresent() && store.bans().contains(ban), "the store works");
    }

    private static boolean isKept(Path place, String name, byte[] damaged) {
        try (var files = Files.walk(place)) {
            for (var file : files.filter(Files::isRegularFile).filter(file -> !file.equals(place.resolve(name))).toList()) {
                if (Arrays.equals(Files.readAllBytes(file), damaged)) return true;
            }
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path copied(Path from, String name) throws IOException {
        var place = folder.resolve(from.getFileName() + " " + name);
        copy(from, place);
        return place;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) Files.copy(file, to.resolve(file.getFileName()));
        }
    }
}
