package bsv.p2p.codec;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Magic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Frames as tests need them, made without the code under test.
final class Frames {
    private Frames() {}

    /// A right frame with a basic header.
    static byte[] of(Magic magic, Command command, byte[] payload) {
        int checksum = ByteBuffer.wrap(Bytes.wrap(payload).doubleSha256().toArray()).getInt();
        return with(header(magic, command.name(), payload.length, checksum), payload);
    }

    /// A basic header, whatever it claims.
    static byte[] header(Magic magic, String command, long length, int checksum) {
        return ByteBuffer.allocate(24).putInt(magic.bits()).put(padded(command)).order(ByteOrder.LITTLE_ENDIAN).putInt((int) length)
                .order(ByteOrder.BIG_ENDIAN).putInt(checksum).array();
    }

    /// An extended header, whatever it claims.
    static byte[] extendedHeader(Magic magic, String command, long length) {
        return ByteBuffer.allocate(44).put(header(magic, "extmsg", 0xffff_ffffL, 0)).put(padded(command)).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
    }

    static byte[] with(byte[]... parts) {
        int size = 0;
        for (var part : parts) size += part.length;
        var whole = ByteBuffer.allocate(size);
        for (var part : parts) whole.put(part);
        return whole.array();
    }

    /// The payload that the code under test writes.
    static byte[] payloadOf(Message message) {
        var out = Unpooled.buffer();
        MessageCodecs.encode(message, out);
        return taken(out);
    }

    /// The frame that the code under test writes.
    static byte[] written(Message message, Magic magic) {
        return taken(FrameWriter.write(message, magic, ByteBufAllocator.DEFAULT));
    }

    static Message decoded(Command command, byte[] payload) {
        return MessageCodecs.decode(command, Unpooled.wrappedBuffer(payload));
    }

    private static byte[] taken(ByteBuf buffer) {
        var bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        buffer.release();
        return bytes;
    }

    private static byte[] padded(String command) {
        return ByteBuffer.allocate(12).put(command.getBytes(StandardCharsets.ISO_8859_1)).array();
    }
}
