/// A million peers: the JSON store beside the plainest thing that would do, two maps, one lock and a file written as a whole.
///
/// Start at [bsv.p2p.bench.store.StoreBench].
@NullMarked
package bsv.p2p.bench.store;

import org.jspecify.annotations.NullMarked;
