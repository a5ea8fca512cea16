package bsv.p2p.testkit;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What [PeerStoreContract] asks about processes that are killed while they write.
///
/// The system property `store.crashes` says how often, 10 times unless told otherwise:
/// `mvn test -pl MODULE -am -Dtest=MyStoreTest#whatAKilledProcessWasToldMoreThanASecondBeforeIsThere -Dstore.crashes=200`.
abstract class PeerStoreCrashTests extends PeerStoreReopenTests {
    private static final int CRASHES = Integer.getInteger("store.crashes", 10);
    private static final Duration TO_OPEN = Duration.ofSeconds(10);
    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /// A process with a JVM of its own changes a store and says so after each change; after up to two seconds it is killed. The store then
    /// holds what it did after one of the changes, not earlier than the last that was acknowledged a second before.
    @Test
    void whatAKilledProcessWasToldMoreThanASecondBeforeIsThere() {
        assumeTrue(keeps());
        var seeds = new ArrayList<Long>();
        for (int i = 0; i < CRASHES; i++) seeds.add(samples.random().nextLong());
        int atOnce = Math.min(2, CRASHES);

        Together.run(atOnce, TO_START.plusSeconds(30L * CRASHES), thread -> {
            for (int i = thread; i < CRASHES; i += atOnce) crash(seeds.get(i));
        });
    }

    private void crash(long seed) {
        try {
            var place = Files.createDirectory(folder.resolve("crash" + seed));
            var told = writeUntilKilled(place, seed, new Samples(seed).random().nextLong(2 * SECOND));
            var found = assertTimeoutPreemptively(TO_OPEN, () -> {
                try (var store = open(place)) {
                    return StoreContent.of(store);
                }
            }, "the store opens, seed " + seed);
            assertTrue(wasThere(found, seed, told), () -> "killed after change %d, of which %d were acknowledged a second before; found no state of these, but %s; seed %d"
                    .formatted(told.last(), told.safe() + 1, found, seed));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Numbers of changes.
    ///
    /// @param safe the last one acknowledged a second before the kill; -1 if there is none
    /// @param last the last one acknowledged
    private record Told(int safe, int last) {}

    private Told writeUntilKilled(Path place, long seed, long after) throws IOException {
        var process = StoreWriter.start(getClass(), place, seed);
        List<Long> times = new ArrayList<>();
        long killed = Long.MAX_VALUE;
        try (var lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (Integer.parseInt(line) != times.size()) break; // the last line may be cut
                times.add(System.nanoTime());
                if (killed == Long.MAX_VALUE && times.getLast() - times.getFirst() >= after) {
                    killed = System.nanoTime();
                    process.toHandle().destroyForcibly(); // and what it has printed can still be read
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertTrue(!times.isEmpty() && killed < Long.MAX_VALUE, "the process that writes ended by itself, seed " + seed);
        int safe = times.size() - 1;
        while (safe >= 0 && times.get(safe) > killed - SECOND) safe--;
        return new Told(safe, times.size() - 1);
    }

    private static boolean wasThere(StoreContent found, long seed, Told told) {
        var history = new StoreHistory(seed);
        try (var model = new PlainPeerStore()) {
            for (int number = 0; number <= told.safe(); number++) history.change(number, model);
            for (int number = told.safe() + 1; number <= told.last() + 2; number++) {
                if (StoreContent.of(model).equals(found)) return true;
                history.change(number, model);
            }
            return false;
        }
    }
}
