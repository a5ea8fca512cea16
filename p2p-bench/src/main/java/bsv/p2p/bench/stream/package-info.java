/// Blocks larger than any heap: how fast they are walked, and how fast they come in through a socket.
@NullMarked
package bsv.p2p.bench.stream;

import org.jspecify.annotations.NullMarked;
