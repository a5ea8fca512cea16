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

    /// Writes an element to the bytes of an array that begin at an offset.
    @FunctionalInterface
    interface Placer<E> {
        void place(E element, byte[] target, int offset);
    }

    /// As [#list(List, ByteBuf, BiConsumer)], where all elements have the same width.
    static <E> void list(List<E> elements, int width, ByteBuf out, Placer<? super E> placer) {
        VarInt.write(elements.size(), out);
        if (elements instanceof PackedList<E> packed) {
            bytes(packed.bytes(), out);
        } else if (out.hasArray()) {
            out.ensureWritable(elements.size() * width);
            int at = out.arrayOffset() + out.writerIndex();
            for (var element : elements) {
                placer.place(element, out.array(), at);
                at += width;
            }
            out.writerIndex(at - out.arrayOffset());
        } else {
            placeParts(elements, width, out, placer);
        }
    }

    private static <E> void placeParts(List<E> elements, int width, ByteBuf out, Placer<? super E> placer) {
        var part = new byte[Math.min(PART / width, elements.size()) * width];
        int at = 0;
        for (var element : elements) {
            placer.place(element, part, at);
            at += width;
            if (at < part.length) continue;
            write(part, at, out);
            at = 0;
        }
        write(part, at, out);
    }

    private static void write(byte[] part, int length, ByteBuf out) {
        out.writeBytes(part, 0, length);
        PayloadHash.ofThread().wrote(part, length, out);
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
            write(part.array(), part.writerIndex(), out);
            part.clear();
        }
        write(part.array(), part.writerIndex(), out);
    }
}
