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
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Makes frames of messages.
///
/// Safe to use from any thread.
public final class FrameWriter {
    /// Up to here a frame is put together on the heap, where small writes and hashing cost less, and copied.
    private static final int DRAFT = 64 * 1024;
    private static final int USUAL_DRAFT = 4096;
    private static final ThreadLocal<ByteBuf> DRAFTS = ThreadLocal.withInitial(() -> Unpooled.buffer(USUAL_DRAFT));
    private static final int LARGEST_PIECE = 512 * 1024;

    private FrameWriter() {}

    /// One frame, header and payload, in a buffer that the caller releases. A message that was received and is as it was is neither encoded nor
    /// hashed again.
    public static ByteBuf write(Message message, Magic magic, ByteBufAllocator allocator) {
        var payload = payloadAtHand(message);
        int size = size(message, payload);
        if (size > DRAFT) return written(buffer(size, allocator), frame -> append(message, payload, magic, frame));
        var draft = DRAFTS.get().clear();
        try {
            append(message, payload, magic, draft);
            return written(allocator.buffer(draft.readableBytes()), frame -> frame.writeBytes(draft));
        } finally {
            if (draft.capacity() > 2 * DRAFT) DRAFTS.remove(); // It was not so small.
        }
    }

    /// Appends one frame to what `out` holds, unless it is long. Quickest where `out` lies on the heap.
    ///
    /// @param most what is longer, as far as can be told without encoding it, is not written: it deserves a buffer of its own, see [#write]
    /// @return whether it was written
    /// @throws IndexOutOfBoundsException if `out` has no room for it; then it holds what it did before
    public static boolean append(Message message, Magic magic, ByteBuf out, int most) {
        var payload = payloadAtHand(message);
        if (size(message, payload) > most) return false;
        int start = out.writerIndex();
        try {
            append(message, payload, magic, out);
        } catch (RuntimeException | Error problem) {
            out.writerIndex(start);
            throw problem;
        }
        return true;
    }

    private static ByteBuf append(Message message, Optional<Bytes> payload, Magic magic, ByteBuf out) {
        return payload.isPresent() ? append(message.command(), payload.get(), magic, out) : encode(message, magic, out);
    }

    private static ByteBuf append(Command command, Bytes payload, Magic magic, ByteBuf out) {
        out.ensureWritable(FrameHeader.BASIC_LENGTH + payload.length());
        header(magic, command, payload.length(), payload.checksum(), out);
        PayloadWriter.bytes(payload, out);
        return out;
    }

    private static ByteBuf encode(Message message, Magic magic, ByteBuf out) {
        int start = out.writerIndex();
        out.ensureWritable(FrameHeader.BASIC_LENGTH).writerIndex(start + FrameHeader.BASIC_LENGTH);
        var hash = PayloadHash.ofThread();
        hash.follow(out);
        try {
            MessageCodecs.encode(message, out);
        } catch (RuntimeException | Error problem) {
            hash.clear();
            throw problem;
        }
        int end = out.writerIndex();
        header(magic, message.command(), end - start - FrameHeader.BASIC_LENGTH, hash.finishFollowing(out), out.writerIndex(start));
        return out.writerIndex(end);
    }

    private static void header(Magic magic, Command command, int length, int checksum, ByteBuf out) {
        if (!out.hasArray()) {
            FrameHeader.of(magic, command, length, checksum).write(out);
            return;
        }
        FrameHeader.writeBasic(out.array(), out.arrayOffset() + out.writerIndex(), magic, command, length, checksum);
        out.writerIndex(out.writerIndex() + FrameHeader.BASIC_LENGTH);
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

    /// The payload as it goes over the wire, where the message has it in one piece: then its hash is known or will be.
    ///
    /// @return empty where it would have to be encoded
    public static Optional<Bytes> payloadAtHand(Message message) {
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

    /// About how many bytes a frame takes: a wrong guess costs a copy, nothing else.
    private static int size(Message message, Optional<Bytes> payload) {
        return FrameHeader.BASIC_LENGTH + (payload.isPresent() ? payload.get().length() : payloadHint(message));
    }

    private static int payloadHint(Message message) {
        return switch (message) {
            case Block(_, var transactions) -> 100 + Math.toIntExact(transactions.stream().mapToLong(Transaction::size).sum());
            case Inv(var items) -> payloadHint(items, InventoryItem.LENGTH);
            case GetData(var items) -> payloadHint(items, InventoryItem.LENGTH);
            case Headers(var entries) -> payloadHint(entries, Headers.Entry.SHORT_LENGTH);
            case Addr(var addresses) -> payloadHint(addresses, TimestampedAddress.LENGTH);
            default -> 128;
        };
    }

    private static int payloadHint(List<?> elements, int width) {
        return 9 + elements.size() * width;
    }
}
