package bsv.p2p.codec;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.spi.LinkFault;
import java.util.concurrent.Executor;

/// What is done with a payload that is whole and in memory: checksum, then decoding.
final class Payload {
    private Payload() {}

    /// @param checksum as the header has it
    /// @param extended whether the header has none
    static void deliver(Command command, int checksum, boolean extended, Bytes payload, FrameSink sink) {
        int computed = computed(extended, payload);
        if (computed != checksum) {
            sink.fault(new LinkFault.BadChecksum(command, checksum, computed));
            return;
        }
        Message message;
        try {
            message = MessageCodecs.decode(command, payload);
        } catch (MalformedMessage malformed) {
            sink.fault(new LinkFault.Malformed(command, malformed.detail(), malformed.sizeTooLarge()));
            return;
        }
        sink.message(message, frameBytes(extended, payload));
    }

    /// As [#deliver], of a block, with its txids computed by others meanwhile.
    static void deliverBlock(int checksum, boolean extended, Bytes payload, Executor helpers, FrameSink sink) {
        Block block;
        try {
            block = (Block) MessageCodecs.decode(Block.COMMAND, payload);
        } catch (MalformedMessage _) {
            deliver(Block.COMMAND, checksum, extended, payload, sink); // Which says what is wrong, the checksum first.
            return;
        }
        block.prepareTxids(helpers);
        if (computed(extended, payload) == checksum) {
            sink.message(block, frameBytes(extended, payload));
        } else {
            deliver(Block.COMMAND, checksum, extended, payload, sink);
        }
    }

    private static int computed(boolean extended, Bytes payload) {
        return extended ? 0 : FrameHeader.checksumOf(payload.doubleSha256());
    }

    private static long frameBytes(boolean extended, Bytes payload) {
        return (extended ? FrameHeader.EXTENDED_LENGTH : FrameHeader.BASIC_LENGTH) + (long) payload.length();
    }
}
