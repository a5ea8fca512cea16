package bsv.p2p.app.admin;

import bsv.p2p.api.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Metrics in the text format of Prometheus, version 0.0.4. Names become what a collector of OpenTelemetry makes of them: dots to underscores,
/// the unit written out, `_total` behind counters.
final class PrometheusText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private PrometheusText() {}

    /// @param facts about the program, as labels of `p2p_info`
    static String of(List<Metric> metrics, Map<String, String> facts) {
        var text = new StringBuilder(16_384);
        head(text, "p2p_info", "gauge", "what this program is");
        sample(text, "p2p_info", facts, "1");
        for (var metric : metrics) {
            if (metric.points().isEmpty()) continue;
            var name = name(metric);
            head(text, name, type(metric.kind()), metric.description());
            for (var point : metric.points()) {
                switch (point) {
                    case Metric.Value(var labels, long value) -> sample(text, name, labels, Long.toString(value));
                    case Metric.Spread spread -> histogram(text, name, spread);
                }
            }
        }
        return text.toString();
    }

    static String name(Metric metric) {
        var name = metric.name().replace('.', '_');
        var unit = switch (metric.unit()) {
            case "By" -> "_bytes";
            case "s" -> "_seconds";
            default -> "";
        };
        return name + unit + (metric.kind() == Metric.Kind.COUNTER ? "_total" : "");
    }

    private static String type(Metric.Kind kind) {
        return switch (kind) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case HISTOGRAM -> "histogram";
        };
    }

    private static void head(StringBuilder text, String name, String type, String description) {
        text.append("# HELP ").append(name).append(' ').append(description.replace("\\", "\\\\").replace("\n", "\\n")).append('\n')
                .append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    /// Each bucket holds those below it too.
    private static void histogram(StringBuilder text, String name, Metric.Spread spread) {
        var histogram = spread.histogram();
        long below = 0;
        for (int i = 0; i < histogram.counts().size(); i++) {
            below += histogram.counts().get(i);
            var labels = new TreeMap<>(spread.labels());
            labels.put("le", i < histogram.bounds().size() ? histogram.bounds().get(i).toString() : "+Inf");
            sample(text, name + "_bucket", labels, Long.toString(below));
        }
        sample(text, name + "_sum", spread.labels(), Double.toString(histogram.sum()));
        sample(text, name + "_count", spread.labels(), Long.toString(below));
    }

    private static void sample(StringBuilder text, String name, Map<String, String> labels, String value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{');
            new TreeMap<>(labels).forEach((label, content) -> {
                if (text.charAt(text.length() - 1) != '{') text.append(',');
                text.append(label).append("=\"").append(content.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")).append('"');
            });
            text.append('}');
        }
        text.append(' ').append(value).append('\n');
    }
}
