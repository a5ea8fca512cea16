package bsv.p2p.codec;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.spi.LinkFault;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.concurrent.Executor;

/// A payload whose bytes all came, on its way into one array and to whom it may concern. It goes in steps small enough that what is hashed
/// and walked over is still in the cache of the processor that copied it.
final class Payload {
    /// Up to here one step is as good.
    static final int STEP = 64 * 1024;

    private final MessageCodec<?> codec;
    private final int checksum;
    private final boolean extended;
    private final byte[] bytes;
    private final Optional<BlockProof> proof;
    private int size;

    /// @param codec of the message that it should be
    /// @param length bytes, which are there already and only have to be copied
    /// @param checksum as the header has it
    /// @param extended whether the header has none
    Payload(MessageCodec<?> codec, int length, int checksum, boolean extended) {
        this.codec = codec;
        this.checksum = checksum;
        this.extended = extended;
        bytes = new byte[length];
        proof = codec.type() == Block.class ? Optional.of(new BlockProof(bytes)) : Optional.empty();
    }

    /// Takes the next `count` bytes, and adds them to `hash` if the header has a checksum.
    void take(ByteBuf in, int count, PayloadHash hash) {
        for (int left = count; left > 0;) {
            int from = size;
            int taken = step(in, left);
            if (!extended) hash.update(bytes, from, taken);
            left -= taken;
        }
    }

    /// Takes the next `count` bytes.
    void take(ByteBuf in, int count) {
        for (int left = count; left > 0;) left -= step(in, left);
    }

    private int step(ByteBuf in, int atMost) {
        int taken = Math.min(atMost, STEP);
        Heap.take(in, bytes, size, taken);
        size += taken;
        if (proof.isPresent()) proof.get().advance(size);
        return taken;
    }

    /// Tells `sink` of the message, or of what is wrong.
    ///
    /// @param hash has all bytes, if the header has a checksum
    void deliver(PayloadHash hash, FrameSink sink) {
        if (extended) {
            deliver(Bytes.wrap(bytes), sink);
            return;
        }
        int computed = hash.finishChecksum();
        if (computed == checksum) deliver(SmallPayload.known(codec, bytes, computed, hash), sink);
        else sink.fault(new LinkFault.BadChecksum(codec.command(), checksum, computed));
    }

    /// As the other, of a block of which nothing is hashed yet: `helpers` compute its txids, the caller the checksum.
    void deliverBlock(Executor helpers, FrameSink sink) {
        var payload = Bytes.wrap(bytes);
        Block block;
        try {
            block = (Block) decode(payload);
        } catch (MalformedMessage malformed) {
            if (isRight(payload, sink)) sink.fault(SmallPayload.malformed(codec, malformed));
            return;
        }
        block.prepareTxids(helpers);
        if (isRight(payload, sink)) sink.message(block, frameBytes());
    }

    /// Whether the checksum is; says so if not.
    private boolean isRight(Bytes payload, FrameSink sink) {
        if (extended || payload.checksum() == checksum) return true;
        sink.fault(new LinkFault.BadChecksum(codec.command(), checksum, payload.checksum()));
        return false;
    }

    private void deliver(Bytes payload, FrameSink sink) {
        Message message;
        try {
            message = decode(payload);
        } catch (MalformedMessage malformed) {
            sink.fault(SmallPayload.malformed(codec, malformed));
            return;
        }
        sink.message(message, frameBytes());
    }

    private long frameBytes() {
        return (extended ? FrameHeader.EXTENDED_LENGTH : FrameHeader.BASIC_LENGTH) + (long) bytes.length;
    }

    private Message decode(Bytes payload) {
        return proof.isPresent() && proof.get().holds() ? proof.get().block(payload) : codec.read(payload);
    }
}
