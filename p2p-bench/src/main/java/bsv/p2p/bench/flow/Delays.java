package bsv.p2p.bench.flow;

import java.util.Arrays;
import java.util.List;

/// How long each of many answers took, in nanoseconds, shortest first.
final class Delays {
    private final long[] sorted;

    private Delays(long[] sorted) {
        this.sorted = sorted;
    }

    static Delays of(List<long[]> parts) {
        var all = parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        if (all.length == 0) throw new IllegalStateException("nothing was measured");
        return new Delays(all);
    }

    static Delays all(List<Delays> parts) {
        return of(parts.stream().map(part -> part.sorted).toList());
    }

    /// @param part 0.99 for what 99 % do not exceed
    double micros(double part) {
        return sorted[(int) Math.min(sorted.length - 1, Math.round(part * sorted.length))] / 1e3;
    }

    double worstMillis() {
        return sorted[sorted.length - 1] / 1e6;
    }

    int count() {
        return sorted.length;
    }
}
