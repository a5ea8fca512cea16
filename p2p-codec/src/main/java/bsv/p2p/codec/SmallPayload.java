package bsv.p2p.codec;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.spi.LinkFault;
import io.netty.buffer.ByteBuf;

/// A payload that is there as a whole and is done with in one go: copied, hashed, decoded. Most are of this kind.
final class SmallPayload {
    private SmallPayload() {}

    /// Tells `sink` of the message, or of what is wrong.
    ///
    /// @param codec of the message that it should be
    /// @param checksum as the header has it
    /// @param extended whether the header has none
    static void read(MessageCodec<?> codec, int checksum, boolean extended, ByteBuf in, int length, FrameSink sink) {
        var bytes = new byte[length];
        Heap.take(in, bytes, 0, length);
        if (extended) {
            decode(codec, Bytes.wrap(bytes), FrameHeader.EXTENDED_LENGTH, sink);
            return;
        }
        var hash = PayloadHash.ofThread();
        hash.update(bytes, 0, length);
        int computed = hash.finishChecksum();
        if (computed == checksum) decode(codec, known(codec, bytes, computed, hash), FrameHeader.BASIC_LENGTH, sink);
        else sink.fault(new LinkFault.BadChecksum(codec.command(), checksum, computed));
    }

    /// The bytes of a payload with what is known of them. The checksum of a transaction is the beginning of its name: who computed one has both.
    static Bytes known(MessageCodec<?> codec, byte[] bytes, int checksum, PayloadHash hash) {
        return codec.type() == Tx.class ? Bytes.wrap(bytes, hash.last()) : Bytes.wrap(bytes, checksum);
    }

    private static void decode(MessageCodec<?> codec, Bytes payload, int headerLength, FrameSink sink) {
        Message message;
        try {
            message = codec.read(payload);
        } catch (MalformedMessage malformed) {
            sink.fault(malformed(codec, malformed));
            return;
        }
        sink.message(message, headerLength + (long) payload.length());
    }

    static LinkFault malformed(MessageCodec<?> codec, MalformedMessage malformed) {
        return new LinkFault.Malformed(codec.command(), malformed.detail(), malformed.sizeTooLarge());
    }
}
