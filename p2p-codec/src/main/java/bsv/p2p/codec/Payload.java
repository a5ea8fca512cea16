package bsv.p2p.codec;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.spi.LinkFault;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.Executor;

/// What is done with a payload whose bytes all came: they go into one array, the checksum is compared, the message made and told to a sink, or
/// what is wrong with it. Copying, hashing and the walk over a block go in steps small enough that what one of them brought into the cache of
/// the processor is still there for the next.
///
/// Everywhere `codec` is that of the message that it should be, `checksum` what the header says, and `extended` whether it says nothing.
final class Payload {
    private static final int STEP = 64 * 1024;

    private Payload() {}

    /// Takes it from `in`, where all of it is.
    static void read(MessageCodec<?> codec, int checksum, boolean extended, ByteBuf in, int length, FrameSink sink) {
        var bytes = new byte[length];
        var proof = proof(codec, checksum, extended, bytes);
        var hash = PayloadHash.ofThread();
        take(in, length, bytes, 0, extended, hash, proof);
        deliver(codec, checksum, extended, hash, bytes, proof, sink);
    }

    /// Takes the next part of it from `in` to where it belongs.
    ///
    /// @param at how much of it is there already
    /// @return how much of it is there now
    static int take(ByteBuf in, int count, byte[] bytes, int at, boolean extended, PayloadHash hash, BlockProof proof) {
        int end = at + count;
        int next = at;
        while (next < end) {
            int taken = Math.min(end - next, STEP);
            Heap.take(in, bytes, next, taken);
            if (!extended) hash.update(bytes, next, taken);
            next += taken;
            proof.advance(next);
        }
        return end;
    }

    /// As [#read], of a block whose txids `helpers` compute while the caller does the checksum.
    static void readBlock(MessageCodec<?> codec, int checksum, boolean extended, ByteBuf in, int length, Executor helpers, FrameSink sink) {
        var bytes = new byte[length];
        var payload = Bytes.wrap(bytes);
        var proof = BlockProof.of(payload);
        copy(in, bytes, 0, proof);
        Block block;
        try {
            block = (Block) proof.decode(codec);
        } catch (MalformedMessage malformed) {
            if (isRight(codec, checksum, extended, payload, sink)) sink.fault(malformed(codec, malformed));
            return;
        }
        block.prepareTxids(helpers);
        if (isRight(codec, checksum, extended, payload, sink)) sink.message(block, frameBytes(extended, length));
    }

    /// The payload is taken to be what the header says; if it turns out to be something else, the proof goes with it.
    private static BlockProof proof(MessageCodec<?> codec, int checksum, boolean extended, byte[] bytes) {
        return codec.type() == Block.class ? BlockProof.of(announced(checksum, extended, bytes)) : BlockProof.NONE;
    }

    /// As the other, where the payloads of several peers come at a time.
    static BlockProof proof(MessageCodec<?> codec, int checksum, boolean extended, byte[] bytes, BlockProof own) {
        return codec.type() == Block.class ? own.over(announced(checksum, extended, bytes)) : BlockProof.NONE;
    }

    private static Bytes announced(int checksum, boolean extended, byte[] bytes) {
        return extended ? Bytes.wrap(bytes) : Bytes.wrap(bytes, checksum);
    }

    /// Takes all of `in`, which was hashed before or will be later.
    ///
    /// @param from how much of the payload is there already
    /// @return how much of it is there now
    static int copy(ByteBuf in, byte[] bytes, int from, BlockProof proof) {
        int at = from;
        while (in.isReadable() && at < bytes.length) {
            int taken = Math.min(Math.min(in.readableBytes(), bytes.length - at), STEP);
            Heap.take(in, bytes, at, taken);
            at += taken;
            proof.advance(at);
        }
        return at;
    }

    /// Whether the checksum is; says so if not.
    private static boolean isRight(MessageCodec<?> codec, int checksum, boolean extended, Bytes payload, FrameSink sink) {
        if (extended || payload.checksum() == checksum) return true;
        sink.fault(new LinkFault.BadChecksum(codec.command(), checksum, payload.checksum()));
        return false;
    }

    /// The array is full.
    static void deliver(MessageCodec<?> codec, int checksum, boolean extended, PayloadHash hash, byte[] bytes, BlockProof proof, FrameSink sink) {
        int computed = extended ? checksum : hash.finishChecksum();
        if (computed != checksum) {
            proof.abandon();
            sink.fault(new LinkFault.BadChecksum(codec.command(), checksum, computed));
            return;
        }
        Message message;
        try {
            message = codec.type() == Block.class ? proof.decode(codec) : codec.read(extended ? Bytes.wrap(bytes) : known(codec, bytes, computed, hash));
        } catch (MalformedMessage malformed) {
            sink.fault(malformed(codec, malformed));
            return;
        }
        sink.message(message, frameBytes(extended, bytes.length));
    }

    /// The bytes with what is known of them. The checksum of a transaction is the beginning of its name: who computed one has both.
    private static Bytes known(MessageCodec<?> codec, byte[] bytes, int checksum, PayloadHash hash) {
        return codec.type() == Tx.class ? Bytes.wrap(bytes, hash.last()) : Bytes.wrap(bytes, checksum);
    }

    private static LinkFault malformed(MessageCodec<?> codec, MalformedMessage malformed) {
        return new LinkFault.Malformed(codec.command(), malformed.detail(), malformed.sizeTooLarge());
    }

    private static long frameBytes(boolean extended, int length) {
        return (extended ? FrameHeader.EXTENDED_LENGTH : FrameHeader.BASIC_LENGTH) + (long) length;
    }
}
