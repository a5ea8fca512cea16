package bsv.p2p.bench.store;

import bsv.p2p.api.peer.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Looks up one peer after the other, and keeps the longest time that a look-up took, in milliseconds.
final class SaveWatch {
    private static final int AT_ONCE = 1_000;

    private final Contender contender;
    private final Endpoint[] wanted;

    SaveWatch(Contender contender, int peers) {
        this.contender = contender;
        var random = new SplittableRandom(peers);
        wanted = Stream.generate(() -> Population.endpoint(random.nextInt(peers))).limit(AT_ONCE).toArray(Endpoint[]::new);
    }

    /// The longest while the condition holds, and how many thousand there were.
    record Longest(double millis, long thousands) {}

    Longest whileHolds(BooleanSupplier condition) {
        double longest = 0;
        long thousands = 0;
        while (condition.getAsBoolean()) {
            longest = Math.max(longest, thousand());
            thousands++;
        }
        return new Longest(longest, thousands);
    }

    /// The longest of this many thousand.
    double longestOf(long thousands) {
        double longest = 0;
        for (long i = 0; i < thousands; i++) longest = Math.max(longest, thousand());
        return longest;
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
