package bsv.p2p.bench.net;

import bsv.p2p.api.message.Message;
import bsv.p2p.bench.codec.SampleMessages;
import bsv.p2p.codec.FrameBytes;

/// A message that goes over again and again, the same in every process.
enum Kind {
    INV,
    LONG_INV,
    TX,
    BLOCK,
    /// What a getaddr is answered with.
    ADDR;

    Message message() {
        var samples = new SampleMessages();
        return switch (this) {
            case INV -> samples.inv(1);
            case LONG_INV -> samples.inv(1_000);
            case TX -> samples.payment();
            case BLOCK -> samples.block(1_000_000);
            case ADDR -> samples.addr(1_000);
        };
    }

    /// An inv of so many items.
    static byte[] inventory(int items) {
        return FrameBytes.write(new SampleMessages().inv(items), Frames.MAGIC).toArray();
    }

    byte[] frame() {
        return FrameBytes.write(message(), Frames.MAGIC).toArray();
    }
}
