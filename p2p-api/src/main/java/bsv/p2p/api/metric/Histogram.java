package bsv.p2p.api.metric;

import bsv.p2p.api.error.InvalidConfiguration;
import java.util.ArrayList;
import java.util.List;

/// How often values of a quantity came, by size.
///
/// @param bounds upper ends of the buckets, each included in its bucket, rising; the last bucket, above all of them, is not among them
/// @param counts values in each bucket; one more than there are bounds
/// @param sum of all values
public record Histogram(List<Double> bounds, List<Long> counts, double sum) {
    public Histogram {
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
        var problems = new ArrayList<String>();
        if (counts.size() != bounds.size() + 1) problems.add("%d bounds need %d counts, there are %d".formatted(bounds.size(), bounds.size() + 1, counts.size()));
        for (int i = 1; i < bounds.size(); i++) if (bounds.get(i) <= bounds.get(i - 1)) problems.add("bounds must rise, are " + bounds);
        InvalidConfiguration.throwIfAny(problems);
    }

    /// All values that came.
    public long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
