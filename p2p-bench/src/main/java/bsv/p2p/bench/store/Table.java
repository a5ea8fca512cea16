package bsv.p2p.bench.store;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Measurements by what was measured and who did it.
final class Table {
    private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();
    private final String rival;

    /// An empty table.
    ///
    /// @param rival who ours is measured against
    Table(String rival) {
        this.rival = rival;
    }

    void add(String what, String contender, double measured) {
        rows.computeIfAbsent(what, _ -> new LinkedHashMap<>()).computeIfAbsent(contender, _ -> new ArrayList<>()).add(measured);
    }

    /// Prints the medians with what they vary between, and how many times the other's ours is.
    void print(PrintStream out) {
        out.printf("| | ours: median | best to worst | %s: median | best to worst | ours / %s |%n", rival, rival);
        out.println("|---|---|---|---|---|---|");
        rows.forEach((what, by) -> {
            var ours = sorted(by, "ours");
            var other = sorted(by, rival);
            out.printf(Locale.ROOT, "| %s | %s | %s | %s | %s | %s |%n", what, number(median(ours)), spread(ours), other.isEmpty() ? "" : number(median(other)),
                    spread(other), other.isEmpty() ? "" : number(median(ours) / median(other)));
        });
    }

    private static List<Double> sorted(Map<String, List<Double>> by, String contender) {
        return by.getOrDefault(contender, List.of()).stream().sorted().toList();
    }

    private static double median(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    private static String spread(List<Double> sorted) {
        return sorted.size() < 2 ? "" : number(sorted.getFirst()) + " to " + number(sorted.getLast());
    }

    /// Three digits that count.
    private static String number(double value) {
        if (value >= 100) return String.format(Locale.ROOT, "%,.0f", value);
        if (value >= 10) return String.format(Locale.ROOT, "%.1f", value);
        return String.format(Locale.ROOT, value >= 1 ? "%.2f" : value >= 0.01 ? "%.3f" : "%.6f", value);
    }
}
