package bsv.p2p.api.metric;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A quantity that is worth watching, at one moment. Names, labels and the values of labels are from closed sets: nothing that a peer says
/// is among them, so that no peer can make series.
///
/// @param name lower-case words with dots and underscores between them, such as `p2p.connection.failures`
/// @param unit as in UCUM: `s`, `By`, or what is counted in braces, such as `{message}`
/// @param description one line for people
/// @param points one for each combination of labels that was seen
public record Metric(String name, Kind kind, String unit, String description, List<Point> points) {
    public Metric {
        points = List.copyOf(points);
    }

    /// How values of a metric change.
    public enum Kind {
        /// Only grows while a manager lives.
        COUNTER,
        /// The state of this moment.
        GAUGE,
        /// Counts by size, each of which only grows.
        HISTOGRAM
    }

    /// What a metric is for one combination of labels.
    public sealed interface Point {
        /// Sorted by name; empty if the metric has one point only.
        SortedMap<String, String> labels();
    }

    /// A point of a counter or a gauge.
    public record Value(SortedMap<String, String> labels, long value) implements Point {
        public Value {
            labels = copy(labels);
        }
    }

    /// A point of a histogram.
    public record Spread(SortedMap<String, String> labels, Histogram histogram) implements Point {
        public Spread {
            labels = copy(labels);
        }
    }

    private static SortedMap<String, String> copy(Map<String, String> labels) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
}
