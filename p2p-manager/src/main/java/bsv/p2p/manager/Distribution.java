package bsv.p2p.manager;

import bsv.p2p.api.metric.Histogram;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Counts durations by size. Thread-safe.
final class Distribution {
    private final List<Double> bounds;
    private final long[] boundNanos;
    private final LongAdder[] counts;
    private final LongAdder nanos = new LongAdder();

    /// @param bounds upper ends of the buckets, rising, in seconds
    Distribution(double... bounds) {
        this.bounds = Arrays.stream(bounds).boxed().toList();
        boundNanos = Arrays.stream(bounds).mapToLong(seconds -> Math.round(seconds * TimeUnit.SECONDS.toNanos(1))).toArray();
        counts = new LongAdder[bounds.length + 1];
        Arrays.setAll(counts, _ -> new LongAdder());
    }

    void add(Duration duration) {
        long value = duration.toNanos();
        int bucket = 0;
        while (bucket < boundNanos.length && value > boundNanos[bucket]) bucket++;
        counts[bucket].increment();
        nanos.add(value);
    }

    Histogram now() {
        return new Histogram(bounds, Arrays.stream(counts).map(LongAdder::sum).toList(), nanos.sum() / (double) TimeUnit.SECONDS.toNanos(1));
    }
}
