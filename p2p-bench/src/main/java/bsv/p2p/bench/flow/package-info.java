/// What peers and subscribers that stall cost those that do not.
///
/// Start at [bsv.p2p.bench.flow.FlowBench].
@NullMarked
package bsv.p2p.bench.flow;

import org.jspecify.annotations.NullMarked;
