package bsv.p2p.bench.codec;

import java.util.Comparator;
import java.util.List;

/// What one JVM measured of one workload: the best time of each contender, in nanoseconds.
///
/// @param theirs not a number where bitcoinj has no such thing
record Figures(double floor, double ours, double theirs) {
    static Figures parse(String line) {
        var parts = line.split(" ", -1);
        return new Figures(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    }

    String toLine() {
        return floor + " " + ours + " " + theirs;
    }

    double ratio() {
        return ours / floor;
    }

    private double ratioOfTheirs() {
        return theirs / floor;
    }

    static double medianRatio(List<Figures> jvms) {
        return sorted(jvms).get((jvms.size() - 1) / 2).ratio();
    }

    static String row(Workload workload, List<Figures> jvms) {
        var sorted = sorted(jvms);
        double floor = jvms.stream().mapToDouble(Figures::floor).min().orElseThrow();
        double theirs = jvms.stream().mapToDouble(Figures::ratioOfTheirs).sorted().toArray()[(jvms.size() - 1) / 2];
        return "| %s | %,d | %s | %.2f (%.2f to %.2f) | %s | %s |".formatted(workload.name(), workload.frame().length, time(floor), medianRatio(jvms),
                sorted.getFirst().ratio(), sorted.getLast().ratio(), workload.bound().isPresent() ? "≤ " + workload.bound().getAsDouble() : "",
                Double.isNaN(theirs) ? "" : "%.2f".formatted(theirs));
    }

    private static List<Figures> sorted(List<Figures> jvms) {
        return jvms.stream().sorted(Comparator.comparingDouble(Figures::ratio)).toList();
    }

    private static String time(double nanos) {
        if (nanos < 1e3) return "%.0f ns".formatted(nanos);
        return nanos < 1e6 ? "%.1f µs".formatted(nanos / 1e3) : "%.2f ms".formatted(nanos / 1e6);
    }
}
