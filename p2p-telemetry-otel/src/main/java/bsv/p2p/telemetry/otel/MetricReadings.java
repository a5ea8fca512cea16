package bsv.p2p.telemetry.otel;

import bsv.p2p.api.PeerManager;
import bsv.p2p.api.metric.Histogram;
import bsv.p2p.api.metric.Metric;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Reads the manager's own metrics when they are due, and says them in OpenTelemetry's terms. Nothing is recorded in between, so a message or
/// a connection costs nothing for being measured.
final class MetricReadings implements MetricProducer {
    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.builder("bsv.p2p").setVersion(Pipeline.version()).build();
    private final PeerManager manager;
    private final long since;

    /// @param since when the manager began to count
    MetricReadings(PeerManager manager, Instant since) {
        this.manager = manager;
        this.since = nanos(since);
    }

    @Override
    public Collection<MetricData> produce(Resource resource) {
        long now = nanos(Instant.now());
        return manager.metrics().stream().filter(metric -> !metric.points().isEmpty()).<MetricData>map(metric -> reading(metric, resource, now)).toList();
    }

    private Reading reading(Metric metric, Resource resource, long now) {
        return switch (metric.kind()) {
            case COUNTER -> new Reading(metric, resource, MetricDataType.LONG_SUM, SumData.createLongSumData(true, AggregationTemporality.CUMULATIVE, longs(metric, now)));
            case GAUGE -> new Reading(metric, resource, MetricDataType.LONG_GAUGE, GaugeData.createLongGaugeData(longs(metric, now)));
            case HISTOGRAM -> new Reading(metric, resource, MetricDataType.HISTOGRAM, HistogramData.create(AggregationTemporality.CUMULATIVE, histograms(metric, now)));
        };
    }

    private List<LongPointData> longs(Metric metric, long now) {
        return metric.points().stream().map(Metric.Value.class::cast)
                .map(point -> LongPointData.create(since, now, attributes(point.labels()), point.value())).toList();
    }

    private List<HistogramPointData> histograms(Metric metric, long now) {
        return metric.points().stream().map(Metric.Spread.class::cast).map(point -> {
            Histogram histogram = point.histogram();
            return HistogramPointData.create(since, now, attributes(point.labels()), histogram.sum(), false, 0, false, 0, histogram.bounds(), histogram.counts());
        }).toList();
    }

    private static Attributes attributes(Map<String, String> labels) {
        var attributes = Attributes.builder();
        labels.forEach(attributes::put);
        return attributes.build();
    }

    private static long nanos(Instant moment) {
        return TimeUnit.SECONDS.toNanos(moment.getEpochSecond()) + moment.getNano();
    }

    /// One metric as the exporter reads it.
    private record Reading(Metric metric, Resource resource, MetricDataType type, Data<?> data) implements MetricData {
        @Override
        public Resource getResource() {
            return resource;
        }

        @Override
        public InstrumentationScopeInfo getInstrumentationScopeInfo() {
            return SCOPE;
        }

        @Override
        public String getName() {
            return metric.name();
        }

        @Override
        public String getDescription() {
            return metric.description();
        }

        @Override
        public String getUnit() {
            return metric.unit();
        }

        @Override
        public MetricDataType getType() {
            return type;
        }

        @Override
        public Data<?> getData() {
            return data;
        }
    }
}
