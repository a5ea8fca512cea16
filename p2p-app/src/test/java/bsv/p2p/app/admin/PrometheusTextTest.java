package bsv.p2p.app.admin;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.metric.Histogram;
import bsv.p2p.api.metric.Metric;
import bsv.p2p.api.metric.Metric.Kind;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    @Test
    void isWhatTheFormatSays() {
        var metrics = List.of(
                new Metric("p2p.bans", Kind.COUNTER, "{ban}", "addresses banned", List.of(new Metric.Value(new TreeMap<>(), 3))),
                new Metric("p2p.io", Kind.COUNTER, "By", "bytes", List.of(new Metric.Value(labels("command", "inv", "direction", "sent"), 1L << 40))),
                new Metric("p2p.connections", Kind.GAUGE, "{connection}", "now", List.of(new Metric.Value(labels("direction", "inbound"), 0))),
                new Metric("p2p.ping.round_trip", Kind.HISTOGRAM, "s", "trips", List.of(new Metric.Spread(new TreeMap<>(), new Histogram(List.of(0.5, 1.0), List.of(2L, 1L, 4L), 7.25)))),
                new Metric("p2p.unseen", Kind.COUNTER, "{x}", "nothing yet", List.of()));

        assertThat(PrometheusText.of(metrics, Map.of("version", "1.0", "network", "mainnet"))).isEqualTo("""
                # HELP p2p_info what this program is
                # TYPE p2p_info gauge
                p2p_info{network="mainnet",version="1.0"} 1
                # HELP p2p_bans_total addresses banned
                # TYPE p2p_bans_total counter
                p2p_bans_total 3
                # HELP p2p_io_bytes_total bytes
                # TYPE p2p_io_bytes_total counter
                p2p_io_bytes_total{command="inv",direction="sent"} 1099511627776
                # HELP p2p_connections now
                # TYPE p2p_connections gauge
                p2p_connections{direction="inbound"} 0
                # HELP p2p_ping_round_trip_seconds trips
                # TYPE p2p_ping_round_trip_seconds histogram
                p2p_ping_round_trip_seconds_bucket{le="0.5"} 2
                p2p_ping_round_trip_seconds_bucket{le="1.0"} 3
                p2p_ping_round_trip_seconds_bucket{le="+Inf"} 7
                p2p_ping_round_trip_seconds_sum 7.25
                p2p_ping_round_trip_seconds_count 7
                """);
    }

    @Test
    void textInLabelsAndDescriptionsDoesNotBreakOut() {
        var metric = new Metric("p2p.x", Kind.GAUGE, "{x}", "a\nb\\c", List.of(new Metric.Value(labels("l", "q\"} 1\n\\"), 1)));

        assertThat(PrometheusText.of(List.of(metric), Map.of())).endsWith("# HELP p2p_x a\\nb\\\\c\n# TYPE p2p_x gauge\np2p_x{l=\"q\\\"} 1\\n\\\\\"} 1\n");
    }

    private static SortedMap<String, String> labels(String... pairs) {
        var labels = new TreeMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) labels.put(pairs[i], pairs[i + 1]);
        return labels;
    }
}
