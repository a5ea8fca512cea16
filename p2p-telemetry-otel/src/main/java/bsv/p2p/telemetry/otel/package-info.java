/// Follows a manager: [bsv.p2p.telemetry.otel.OtelExtension] opens a [bsv.p2p.telemetry.otel.Pipeline] to the collector while telemetry is
/// wanted. Metrics are read from the manager's own when they are due ([bsv.p2p.telemetry.otel.MetricReadings]); spans follow its events
/// ([bsv.p2p.telemetry.otel.ConnectionSpans]).
@NullMarked
package bsv.p2p.telemetry.otel;

import org.jspecify.annotations.NullMarked;
