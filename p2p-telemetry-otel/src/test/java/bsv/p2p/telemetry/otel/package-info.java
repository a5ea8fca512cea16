@NullMarked
package bsv.p2p.telemetry.otel;

import org.jspecify.annotations.NullMarked;
