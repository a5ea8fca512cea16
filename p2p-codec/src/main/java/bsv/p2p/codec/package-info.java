/// Frames and the payloads inside them: what a transport needs to turn bytes into messages and messages into bytes.
@NullMarked
package bsv.p2p.codec;

import org.jspecify.annotations.NullMarked;
