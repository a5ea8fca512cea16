package bsv.p2p.codec;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.PackedList;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/// What the writers of messages share; numbers they write themselves.
final class PayloadWriter {
    private PayloadWriter() {}

    static void bytes(Bytes bytes, ByteBuf out) {
        if (!bytes.isEmpty()) out.writeBytes(bytes.asByteBuffer());
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
            for (var element : elements) writer.accept(element, out);
        }
    }
}
