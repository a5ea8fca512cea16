package bsv.p2p.codec;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.spi.LinkFault;
import java.util.concurrent.Executor;

/// What is done with a payload that is whole and in memory: checksum, then decoding.
final class Payload {
    private Payload() {}

    /// As [#deliver], with the txids computed by others meanwhile.
    static void deliverBlock(FrameHeader frame, Bytes payload, Executor helpers, FrameSink sink) {
        Block block;
        try {
            block = (Block) MessageCodecs.decode(Block.COMMAND, payload);
        } catch (MalformedMessage _) {
            deliver(frame, payload, sink); // Which says what is wrong, the checksum first.
            return;
        }
        block.prepareTxids(helpers);
        if (checksum(frame, payload) == frame.checksum()) {
            sink.message(block, frame.size() + frame.length());
        } else {
            deliver(frame, payload, sink);
        }
    }

    private static int checksum(FrameHeader frame, Bytes payload) {
        return frame.extended() ? 0 : FrameHeader.checksumOf(payload.doubleSha256());
    }

    static void deliver(FrameHeader frame, Bytes payload, FrameSink sink) {
        int computed = checksum(frame, payload);
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
