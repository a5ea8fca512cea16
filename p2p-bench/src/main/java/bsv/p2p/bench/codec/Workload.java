package bsv.p2p.bench.codec;

import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.codec.FrameBytes;
import java.util.OptionalDouble;

/// Something to do with one message, again and again.
///
/// @param kind which message, in words
/// @param bound what our time over the floor's should not exceed, where the project promises it
record Workload(String kind, Message message, Operation operation, OptionalDouble bound) {
    /// bitcoinj knows no network of ours; to a codec a magic is a number like another.
    static final Magic MAGIC = new Magic(0xf9beb4d9);

    /// What is done.
    enum Operation {
        /// A frame becomes a message, its checksum verified and every field read.
        DECODE("decode"),
        /// The same, from pieces of 64 KiB as a socket gives them.
        DECODE_PIECES("decode, in 64 KiB pieces"),
        /// A frame becomes a message, its checksum verified; of the fields only the identifiers are asked for.
        IDENTIFY("decode with identifiers"),
        /// The same with a second core to help.
        IDENTIFY_ON_TWO("decode with identifiers, two cores"),
        /// A message of our own becomes a frame.
        ENCODE("encode"),
        /// A frame becomes a message, its checksum verified, and that the same frame again.
        RELAY("relay");

        private final String words;

        Operation(String words) {
            this.words = words;
        }
    }

    String name() {
        return operation.words + " " + kind;
    }

    /// The frame to read, or the one that has to be written.
    byte[] frame() {
        return FrameBytes.write(message, MAGIC).toArray();
    }
}
