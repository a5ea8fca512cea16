/// Benchmarks, by the part of the platform they measure.
@NullMarked
package bsv.p2p.bench;

import org.jspecify.annotations.NullMarked;
