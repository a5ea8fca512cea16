/// One table of peers on one PostgreSQL server, crawled by one process, by two and by four.
///
/// Start at [bsv.p2p.bench.fleet.FleetBench].
@NullMarked
package bsv.p2p.bench.fleet;

import org.jspecify.annotations.NullMarked;
