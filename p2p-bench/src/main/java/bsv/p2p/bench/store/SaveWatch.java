package bsv.p2p.bench.store;

import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.bench.ProcessStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Looks up one peer after the other, and keeps the longest time that a look-up took, in milliseconds.
///
/// A machine with few processors now and then takes one away from the thread that looks up, to give it to a compiler of the JVM, to whoever
/// writes the file, or to other programs; and a host takes them from its guests. Linux tells of the first (`nonvoluntary_ctxt_switches`) and of the
/// second (`steal`), so the longest time is also told for those thousands of look-ups in which neither happened. Waiting for a lock or for the
/// garbage collector is voluntary, and stays in.
final class SaveWatch {
    private static final int AT_ONCE = 1_000;
    private static final Path STEALS = Path.of("/proc/stat");
    private static final int STEAL = 8;

    private final Contender contender;
    private final Endpoint[] wanted;

    SaveWatch(Contender contender, int peers) {
        this.contender = contender;
        var random = new SplittableRandom(peers);
        wanted = Stream.generate(() -> Population.endpoint(random.nextInt(peers))).limit(AT_ONCE).toArray(Endpoint[]::new);
    }

    /// The longest while the condition holds, in milliseconds, and how many thousand there were.
    ///
    /// @param undisturbed the longest of those thousands during which the thread kept its processor
    /// @param disturbed how many thousands that does not cover
    record Longest(double millis, double undisturbed, long disturbed, long thousands) {
        static final Longest NONE = new Longest(0, 0, 0, 0);

        private Longest and(double longest, boolean wasDisturbed) {
            return new Longest(Math.max(millis, longest), wasDisturbed ? undisturbed : Math.max(undisturbed, longest), disturbed + (wasDisturbed ? 1 : 0), thousands + 1);
        }
    }

    Longest whileHolds(BooleanSupplier condition) {
        var all = Longest.NONE;
        long before = takenAway();
        while (condition.getAsBoolean()) {
            double longest = thousand();
            long after = takenAway();
            all = all.and(longest, after != before);
            before = after;
        }
        return all;
    }

    /// The longest of this many thousand.
    Longest longestOf(long thousands) {
        var left = new long[] {thousands};
        return whileHolds(() -> left[0]-- > 0);
    }

    /// How often the kernel took the processor away from this thread, and the host its processors from the machine; always 0 where nobody tells.
    private static long takenAway() {
        if (!Files.exists(ProcessStatus.THREAD)) return 0;
        try (var lines = Files.lines(STEALS)) {
            long steals = Long.parseLong(lines.findFirst().orElseThrow().split(" +", -1)[STEAL]);
            return ProcessStatus.number(ProcessStatus.THREAD, "nonvoluntary_ctxt_switches") + steals;
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private double thousand() {
        long longest = 0;
        for (var endpoint : wanted) {
            long began = System.nanoTime();
            if (contender.find(endpoint).isEmpty()) throw new IllegalStateException("a peer is missing");
            longest = Math.max(longest, System.nanoTime() - began);
        }
        return longest / 1e6;
    }

    /// Whether a snapshot is being written in a folder.
    static boolean isSaving(Path folder) {
        try (var files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".tmp"));
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
