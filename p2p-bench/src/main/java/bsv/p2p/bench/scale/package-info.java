/// How cost grows with size.
@NullMarked
package bsv.p2p.bench.scale;

import org.jspecify.annotations.NullMarked;
