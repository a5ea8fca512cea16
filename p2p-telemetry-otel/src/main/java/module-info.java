import org.jspecify.annotations.NullMarked;

/// Metrics and traces by OpenTelemetry, as an extension that rides along with a manager.
///
/// In flow the events and counters that the manager keeps anyway; out flow OTLP requests to a collector. Nothing is
/// exported. OpenTelemetry's jars are automatic modules, therefore this one is never linked into the image: it is
/// shipped as a plugin folder.
///
/// Start reading at [bsv.p2p.telemetry.otel].
@NullMarked
module bsv.p2p.telemetry.otel {
    requires static org.jspecify;

    requires bsv.p2p.api;
    requires io.opentelemetry.api;
    requires io.opentelemetry.common;
    requires io.opentelemetry.context;
    requires io.opentelemetry.exporter.otlp;
    requires io.opentelemetry.sdk;
    requires io.opentelemetry.sdk.common;
    requires io.opentelemetry.sdk.metrics;
    requires io.opentelemetry.sdk.trace;
    requires org.slf4j;

    provides bsv.p2p.api.ManagerExtensionProvider with bsv.p2p.telemetry.otel.OtelExtensionProvider;
}
