package bsv.p2p.codec;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.spi.LinkFault;

/// What is done with a payload that is whole and in memory: checksum, then decoding.
final class Payload {
    private Payload() {}

    static void deliver(FrameHeader frame, Bytes payload, FrameSink sink) {
        int computed = frame.extended() ? 0 : FrameHeader.checksumOf(payload.doubleSha256());
        if (computed != frame.checksum()) {
            sink.fault(new LinkFault.BadChecksum(frame.command(), frame.checksum(), computed));
            return;
        }
        Message message;
        try {
            message = MessageCodecs.decode(frame.command(), payload);
        } catch (MalformedMessage malformed) {
            sink.fault(new LinkFault.Malformed(frame.command(), malformed.detail(), malformed.sizeTooLarge()));
            return;
        }
        sink.message(message, frame.size() + frame.length());
    }
}
