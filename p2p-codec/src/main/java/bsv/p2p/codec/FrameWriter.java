package bsv.p2p.codec;

import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.NotFound;
import bsv.p2p.api.message.PackedList;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.peer.Magic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Makes frames of messages.
///
/// Safe to use from any thread.
public final class FrameWriter {
    /// Up to here a frame is put together on the heap, where small writes and hashing cost less, and copied.
    private static final int SMALL = 4096;
    private static final FastThreadLocal<ByteBuf> DRAFT = new FastThreadLocal<>() {
        @Override
        protected ByteBuf initialValue() {
            return Unpooled.buffer(SMALL);
        }
    };
    private static final int LARGEST_PIECE = 512 * 1024;

    private FrameWriter() {}

    /// One frame, header and payload, in a buffer that the caller releases. A message that was received and is as it was is neither encoded nor
    /// hashed again.
    public static ByteBuf write(Message message, Magic magic, ByteBufAllocator allocator) {
        var payload = payloadAtHand(message);
        return payload.isPresent() ? write(message.command(), payload.get(), magic, allocator) : encode(message, magic, allocator);
    }

    private static ByteBuf write(Command command, Bytes payload, Magic magic, ByteBufAllocator allocator) {
        var header = FrameHeader.of(magic, command, payload.length(), payload.doubleSha256());
        int size = header.size() + payload.length();
        if (size > SMALL) return written(buffer(size, allocator), frame -> write(header, payload, frame));
        return copy(write(header, payload, DRAFT.get().clear()), allocator);
    }

    private static ByteBuf write(FrameHeader header, Bytes payload, ByteBuf frame) {
        header.write(frame);
        PayloadWriter.bytes(payload, frame);
        return frame;
    }

    private static ByteBuf encode(Message message, Magic magic, ByteBufAllocator allocator) {
        int size = FrameHeader.BASIC_LENGTH + sizeHint(message);
        if (size > SMALL) return written(buffer(size, allocator), frame -> encode(message, magic, frame));
        var draft = encode(message, magic, DRAFT.get().clear());
        if (draft.capacity() > 2 * SMALL) DRAFT.remove(); // It was not so small.
        return copy(draft, allocator);
    }

    private static ByteBuf encode(Message message, Magic magic, ByteBuf frame) {
        frame.writeZero(FrameHeader.BASIC_LENGTH);
        MessageCodecs.encode(message, frame);
        int end = frame.writerIndex();
        int length = end - FrameHeader.BASIC_LENGTH;
        var header = FrameHeader.of(magic, message.command(), length, PayloadHash.of(frame, FrameHeader.BASIC_LENGTH, length));
        header.write(frame.writerIndex(0));
        return frame.writerIndex(end);
    }

    private static ByteBuf copy(ByteBuf draft, ByteBufAllocator allocator) {
        return written(allocator.buffer(draft.readableBytes()), frame -> frame.writeBytes(draft));
    }

    /// `frame`, which is released if the writing fails.
    private static ByteBuf written(ByteBuf frame, UnaryOperator<ByteBuf> writing) {
        try {
            return writing.apply(frame);
        } catch (RuntimeException | Error problem) {
            frame.release();
            throw problem;
        }
    }

    /// What is larger than allocators keep ready is put together of pieces that they do: memory fresh from the system costs more than the rest
    /// of the writing.
    private static ByteBuf buffer(int size, ByteBufAllocator allocator) {
        if (size <= LARGEST_PIECE) return allocator.buffer(size);
        var pieces = allocator.compositeBuffer(size / LARGEST_PIECE + 1);
        for (int left = size; left > 0; left -= LARGEST_PIECE) {
            int piece = Math.min(left, LARGEST_PIECE);
            pieces.addComponent(true, allocator.buffer(piece, piece).writerIndex(piece));
        }
        return pieces.clear();
    }

    /// The payload, where the message has it in one piece: then its hash is known or will be.
    private static Optional<Bytes> payloadAtHand(Message message) {
        return switch (message) {
            case Tx(var transaction) -> Optional.of(transaction.wire());
            case Block block -> block.wire();
            case Inv(var items) -> payloadAtHand(items);
            case GetData(var items) -> payloadAtHand(items);
            case NotFound(var items) -> payloadAtHand(items);
            case Headers(var entries) -> payloadAtHand(entries);
            case Addr(var addresses) -> payloadAtHand(addresses);
            case Unknown(_, var payload) -> Optional.of(payload);
            default -> Optional.empty();
        };
    }

    private static Optional<Bytes> payloadAtHand(List<?> onlyField) {
        return onlyField instanceof PackedList<?> packed ? packed.countAndElements() : Optional.empty();
    }

    /// About how many bytes a payload will take: a wrong guess costs a copy, nothing else.
    private static int sizeHint(Message message) {
        return switch (message) {
            case Block(_, var transactions) -> 100 + Math.toIntExact(transactions.stream().mapToLong(Transaction::size).sum());
            case Inv(var items) -> sizeHint(items, InventoryItem.LENGTH);
            case GetData(var items) -> sizeHint(items, InventoryItem.LENGTH);
            case Headers(var entries) -> sizeHint(entries, Headers.Entry.SHORT_LENGTH);
            case Addr(var addresses) -> sizeHint(addresses, TimestampedAddress.LENGTH);
            default -> 128;
        };
    }

    private static int sizeHint(List<?> elements, int width) {
        return 9 + elements.size() * width;
    }
}
