package bsv.p2p.codec;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.PackedList;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/// What the writers of messages share; numbers they write themselves.
final class PayloadWriter {
    private static final int PART = 8192;

    private PayloadWriter() {}

    static void bytes(Bytes bytes, ByteBuf out) {
        if (out.hasArray()) {
            out.ensureWritable(bytes.length());
            bytes.copyTo(out.array(), out.arrayOffset() + out.writerIndex());
            out.writerIndex(out.writerIndex() + bytes.length());
        } else if (!bytes.isEmpty()) {
            out.writeBytes(bytes.asByteBuffer());
        }
    }

    /// Bytes with their length before them.
    static void string(Bytes bytes, ByteBuf out) {
        VarInt.write(bytes.length(), out);
        bytes(bytes, out);
    }

    /// One byte for each character, with their number before them.
    static void text(String text, ByteBuf out) {
        VarInt.write(text.length(), out);
        out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    }

    static void hash(Hash256 hash, ByteBuf out) {
        for (int i = 0; i < 4; i++) out.writeLongLE(hash.word(i));
    }

    /// A count and the elements; those that are in wire form already go as they are.
    static <E> void list(List<E> elements, ByteBuf out, BiConsumer<? super E, ByteBuf> writer) {
        VarInt.write(elements.size(), out);
        if (elements instanceof PackedList<E> packed) {
            bytes(packed.bytes(), out);
        } else {
            writeEach(elements, out, writer);
        }
    }

    /// Many small writes are cheap on the heap only, so they go there first.
    private static <E> void writeEach(List<E> elements, ByteBuf out, BiConsumer<? super E, ByteBuf> writer) {
        if (out.hasArray() || elements.size() < 2) {
            for (var element : elements) writer.accept(element, out);
            return;
        }
        var part = Unpooled.buffer(2 * PART);
        for (var element : elements) {
            writer.accept(element, part);
            if (part.writerIndex() < PART) continue;
            out.writeBytes(part);
            part.clear();
        }
        out.writeBytes(part);
    }
}
