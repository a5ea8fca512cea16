package bsv.p2p.bench.net;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// One row of the table.
///
/// @param over where the figure is how many times that of another job it is
/// @param unit how it is told
/// @param relative whether ours is to be compared with the floor, else it speaks for itself
/// @param bound of the median
/// @param atLeast whether the bound is the lowest that is wanted, else the highest
record Row(String name, Job job, Optional<Job> over, ToDoubleFunction<Sample> figure, Unit unit, boolean relative, double bound, boolean atLeast) {
    /// How figures are told.
    enum Unit {
        NANOS, PER_SECOND, BYTES, TIMES;

        String tell(double value) {
            return switch (this) {
                case NANOS -> value < 1e4 ? "%.0f ns".formatted(value) : value < 1e6 ? "%.1f µs".formatted(value / 1e3) : "%.2f ms".formatted(value / 1e6);
                case PER_SECOND -> "%,.0f/s".formatted(value);
                case BYTES -> "%.1f MB".formatted(value / 1e6);
                case TIMES -> "%.2f".formatted(value);
            };
        }
    }

    /// How many times the lowest and highest were apart is seen beside the median.
    record Spread(double median, double lowest, double highest) {
        static Spread of(List<Double> values) {
            var sorted = values.stream().sorted().toList();
            return new Spread(sorted.get((sorted.size() - 1) / 2), sorted.getFirst(), sorted.getLast());
        }
    }

    /// The figures of a contender, a turn each; none where it did not take part.
    List<Double> figures(Map<Job, Map<Contender, List<Sample>>> samples, Contender contender) {
        var own = figures(samples, job, contender);
        if (over.isEmpty()) return own;
        var others = figures(samples, over.get(), contender);
        return IntStream.range(0, own.size()).mapToObj(i -> own.get(i) / others.get(i)).toList();
    }

    private List<Double> figures(Map<Job, Map<Contender, List<Sample>>> samples, Job which, Contender contender) {
        return samples.getOrDefault(which, Map.of()).getOrDefault(contender, List.of()).stream().map(sample -> figure.applyAsDouble(sample)).toList();
    }

    /// What is compared with the bound, or stands in that contender's column.
    Optional<Spread> spread(Map<Job, Map<Contender, List<Sample>>> samples, Contender contender) {
        var own = figures(samples, contender);
        if (own.isEmpty()) return Optional.empty();
        if (!relative) return Optional.of(Spread.of(own));
        var floor = figures(samples, Contender.FLOOR);
        return Optional.of(Spread.of(IntStream.range(0, own.size()).mapToObj(i -> own.get(i) / floor.get(i)).toList()));
    }

    boolean isKept(Map<Job, Map<Contender, List<Sample>>> samples) {
        return spread(samples, Contender.OURS).map(spread -> atLeast ? spread.median() >= bound : spread.median() <= bound).orElse(true);
    }

    String markdown(Map<Job, Map<Contender, List<Sample>>> samples) {
        var told = relative ? Unit.TIMES : unit;
        var ours = spread(samples, Contender.OURS).map(s -> "%s (%s to %s)".formatted(told.tell(s.median()), told.tell(s.lowest()), told.tell(s.highest()))).orElse("");
        return "| %s | %s | %s | %s %s%s | %s | %s |".formatted(name, unit.tell(Spread.of(figures(samples, Contender.FLOOR)).median()), ours, atLeast ? "≥" : "≤", told.tell(bound),
                isKept(samples) ? "" : ": **missed**", tell(samples, Contender.BITCOINJ, told), tell(samples, Contender.UNCHECKED, told));
    }

    private String tell(Map<Job, Map<Contender, List<Sample>>> samples, Contender contender, Unit told) {
        return spread(samples, contender).map(spread -> told.tell(spread.median())).orElse("");
    }
}
