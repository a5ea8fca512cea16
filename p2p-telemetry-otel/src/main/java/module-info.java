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
    requires org.slf4j;
}
