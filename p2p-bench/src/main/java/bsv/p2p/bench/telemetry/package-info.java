/// What watching a node costs it.
@NullMarked
package bsv.p2p.bench.telemetry;

import org.jspecify.annotations.NullMarked;
