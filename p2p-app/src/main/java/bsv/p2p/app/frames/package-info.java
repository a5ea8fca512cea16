/// Frames and payloads as lines: hex or base64 to JSON and back, as `p2p decode` and `p2p encode` do it.
@NullMarked
package bsv.p2p.app.frames;

import org.jspecify.annotations.NullMarked;
