/// Frames and the payloads inside them: what a transport needs to turn bytes into messages and messages into bytes.
///
/// Start at [bsv.p2p.codec.FrameReader], fed with the bytes of a connection and telling a [bsv.p2p.codec.FrameSink] what they are,
/// and [bsv.p2p.codec.FrameWriter], the way back. Behind both is [bsv.p2p.codec.MessageCodecs], a row for each message.
///
/// A message owns its bytes: a payload is copied from the network's buffers to the heap once, and its lists, scripts and
/// transactions are slices of that copy, made when asked for. So nobody has to release a message, and none outgrows its bytes.
@NullMarked
package bsv.p2p.codec;

import org.jspecify.annotations.NullMarked;
