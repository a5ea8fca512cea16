package bsv.p2p.codec;

import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.PackedList;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.peer.Magic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;

/// Makes frames of messages.
///
/// Safe to use from any thread.
public final class FrameWriter {
    private FrameWriter() {}

    /// One frame, header and payload, in a buffer that the caller releases.
    public static ByteBuf write(Message message, Magic magic, ByteBufAllocator allocator) {
        var frame = allocator.buffer(FrameHeader.BASIC_LENGTH + sizeHint(message));
        try {
            frame.writeZero(FrameHeader.BASIC_LENGTH);
            MessageCodecs.encode(message, frame);
            int end = frame.writerIndex();
            int length = end - FrameHeader.BASIC_LENGTH;
            var header = FrameHeader.of(magic, message.command(), length, payloadHash(message, frame, length));
            header.write(frame.writerIndex(0));
            return frame.writerIndex(end);
        } catch (RuntimeException | Error problem) {
            frame.release();
            throw problem;
        }
    }

    /// A transaction knows its hash if it was received or sent before.
    private static Hash256 payloadHash(Message message, ByteBuf frame, int length) {
        return message instanceof Tx tx ? tx.transaction().txid() : PayloadHash.of(frame, FrameHeader.BASIC_LENGTH, length);
    }

    /// About how many bytes a payload will take: a wrong guess costs a copy, nothing else.
    private static int sizeHint(Message message) {
        return switch (message) {
            case Tx(var transaction) -> transaction.size();
            case Unknown(_, var payload) -> payload.length();
            case Block(_, var transactions) -> 100 + sizeHint(transactions, 300);
            case Inv(var items) -> sizeHint(items, 36);
            case GetData(var items) -> sizeHint(items, 36);
            case Headers(var entries) -> sizeHint(entries, 81);
            case Addr(var addresses) -> sizeHint(addresses, 30);
            default -> 128;
        };
    }

    private static int sizeHint(List<?> elements, int width) {
        return 9 + (elements instanceof PackedList<?> packed ? packed.bytes().length() : elements.size() * width);
    }
}
