/// All benchmarks in one run, as tables, JSON and plots.
@NullMarked
package bsv.p2p.bench.report;

import org.jspecify.annotations.NullMarked;
