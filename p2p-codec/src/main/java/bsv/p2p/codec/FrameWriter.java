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
import java.util.List;
import java.util.Optional;

/// Makes frames of messages.
///
/// Safe to use from any thread.
public final class FrameWriter {
    private FrameWriter() {}

    /// One frame, header and payload, in a buffer that the caller releases. A message that was received and is as it was is neither encoded nor
    /// hashed again.
    public static ByteBuf write(Message message, Magic magic, ByteBufAllocator allocator) {
        var payload = payloadAtHand(message);
        return payload.isPresent() ? write(message.command(), payload.get(), magic, allocator) : encode(message, magic, allocator);
    }

    private static ByteBuf write(Command command, Bytes payload, Magic magic, ByteBufAllocator allocator) {
        var header = FrameHeader.of(magic, command, payload.length(), payload.doubleSha256());
        var frame = allocator.buffer(header.size() + payload.length());
        try {
            header.write(frame);
            PayloadWriter.bytes(payload, frame);
            return frame;
        } catch (RuntimeException | Error problem) {
            frame.release();
            throw problem;
        }
    }

    private static ByteBuf encode(Message message, Magic magic, ByteBufAllocator allocator) {
        var frame = allocator.buffer(FrameHeader.BASIC_LENGTH + sizeHint(message));
        try {
            frame.writeZero(FrameHeader.BASIC_LENGTH);
            MessageCodecs.encode(message, frame);
            int end = frame.writerIndex();
            int length = end - FrameHeader.BASIC_LENGTH;
            var header = FrameHeader.of(magic, message.command(), length, PayloadHash.of(frame, FrameHeader.BASIC_LENGTH, length));
            header.write(frame.writerIndex(0));
            return frame.writerIndex(end);
        } catch (RuntimeException | Error problem) {
            frame.release();
            throw problem;
        }
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
