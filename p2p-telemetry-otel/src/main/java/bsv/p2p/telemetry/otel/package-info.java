/// Instruments, spans, and the exporter behind them.
@NullMarked
package bsv.p2p.telemetry.otel;

import org.jspecify.annotations.NullMarked;
