package bsv.p2p.codec;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.spi.LinkFault;
import java.util.Optional;

/// What is done with a payload that is whole and in memory: checksum, then decoding.
final class Payload {
    private Payload() {}

    static void deliver(FrameHeader frame, Bytes payload, FrameSink sink) {
        deliver(frame, payload, frame.extended() ? Optional.empty() : Optional.of(payload.doubleSha256()), sink);
    }

    /// @param hash its double SHA-256; empty under an extended header, which has no checksum
    static void deliver(FrameHeader frame, Bytes payload, Optional<Hash256> hash, FrameSink sink) {
        int computed = hash.map(FrameHeader::checksumOf).orElse(0);
        if (computed != frame.checksum()) {
            sink.fault(new LinkFault.BadChecksum(frame.command(), frame.checksum(), computed));
            return;
        }
        Message message;
        try {
            message = MessageCodecs.decode(frame.command(), payload, hash);
        } catch (MalformedMessage malformed) {
            sink.fault(new LinkFault.Malformed(frame.command(), malformed.detail(), malformed.sizeTooLarge()));
            return;
        }
        sink.message(message, frame.size() + frame.length());
    }
}
