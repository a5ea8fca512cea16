/// What it costs to turn frames into messages and messages into frames: ours beside the least that has to be done and beside bitcoinj.
///
/// Start at [bsv.p2p.bench.codec.CodecBench].
@NullMarked
package bsv.p2p.bench.codec;

import org.jspecify.annotations.NullMarked;
