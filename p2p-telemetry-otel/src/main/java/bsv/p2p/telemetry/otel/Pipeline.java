package bsv.p2p.telemetry.otel;

import bsv.p2p.api.config.ObservabilityConfig;
import bsv.p2p.api.peer.Network;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An OpenTelemetry SDK of our own, from the data to the collector, with its threads, which are daemons. Whoever records is never blocked:
/// spans wait in a bounded queue and are dropped when it is full, whatever the collector does. Thread-safe.
final class Pipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    /// Where a collector listens for OTLP over HTTP, says its specification, where nobody names a place.
    private static final String DEFAULT_ENDPOINT = "http://localhost:4318";
    private static final Duration SPANS_EVERY = Duration.ofSeconds(5);
    private final OpenTelemetrySdk sdk;
    private final Duration patience;

    /// @param metrics asked whenever they are due, on a thread of this pipeline
    /// @param patience the longest that the end may take
    Pipeline(ObservabilityConfig config, PipelineSettings settings, Network network, MetricProducer metrics, Duration patience) {
        this.patience = patience;
        var endpoint = endpoint(config);
        var resource = resource(config, network);
        var metricExporter = OtlpHttpMetricExporter.builder().setEndpoint(endpoint + "/v1/metrics").setCompression("gzip")
                .setTimeout(settings.timeout()).setConnectTimeout(settings.timeout()).setHeaders(settings::headers).build();
        var spanExporter = OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces").setCompression("gzip")
                .setTimeout(settings.timeout()).setConnectTimeout(settings.timeout()).setHeaders(settings::headers).build();
        var sampler = Sampler.parentBased(Sampler.traceIdRatioBased(settings.share()));
        sdk = OpenTelemetrySdk.builder()
                .setMeterProvider(SdkMeterProvider.builder().setResource(resource).registerMetricProducer(metrics)
                        .registerMetricReader(PeriodicMetricReader.builder(metricExporter).setInterval(settings.interval()).build()).build())
                .setTracerProvider(SdkTracerProvider.builder().setResource(resource).setSampler(sampler)
                        .addSpanProcessor(BatchSpanProcessor.builder(spanExporter).setScheduleDelay(earlier(SPANS_EVERY, settings.interval()))
                                .setExporterTimeout(settings.timeout()).build()).build())
                .build();
    }

    static String endpoint(ObservabilityConfig config) {
        return config.telemetryEndpoint().orElse(DEFAULT_ENDPOINT).replaceFirst("/+$", "");
    }

    /// The instance has a name of its own, so that the processes of a fleet are told apart.
    private static Resource resource(ObservabilityConfig config, Network network) {
        return Resource.getDefault().merge(Resource.create(Attributes.builder()
                .put("service.name", config.serviceName())
                .put("service.version", version())
                .put("service.instance.id", UUID.randomUUID().toString())
                .put("network", network.name())
                .put("version", version()).build()));
    }

    static String version() {
        var type = Pipeline.class;
        return Optional.ofNullable(type.getModule().getDescriptor()).flatMap(descriptor -> descriptor.rawVersion())
                .or(() -> Optional.ofNullable(type.getPackage().getImplementationVersion())).orElse("unknown");
    }

    private static Duration earlier(Duration one, Duration two) {
        return one.compareTo(two) < 0 ? one : two;
    }

    Tracer tracer() {
        return sdk.getTracer("bsv.p2p", version());
    }

    /// Sends what waits and the last metrics, as far as the collector takes them in time, and ends the threads. Both at once, and elsewhere: each
    /// may block for longer than we can wait.
    @Override
    public void close() {
        long deadline = System.nanoTime() + patience.toNanos();
        for (var ending : List.of(ending("spans", sdk.getSdkTracerProvider()::shutdown), ending("metrics", sdk.getSdkMeterProvider()::shutdown))) {
            try {
                if (!ending.join(Duration.ofNanos(Math.max(deadline - System.nanoTime(), 1)))) LOG.atWarn().addKeyValue("part", ending.getName()).log("the collector did not take the last of it in time");
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Thread ending(String what, Supplier<CompletableResultCode> shutdown) {
        return Thread.ofPlatform().daemon().name("p2p-otel-last-" + what).start(() -> {
            var _ = shutdown.get().join(patience.toNanos(), TimeUnit.NANOSECONDS);
        });
    }
}
