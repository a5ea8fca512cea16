package bsv.p2p.codec;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.LinkFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A sink that remembers.
final class Heard implements FrameSink {
    /// A message with its size, or a fault.
    final List<Object> all = new ArrayList<>();

    /// A message and the size of its frame.
    record Framed(Message message, long frameBytes) {}

    @Override
    public void message(Message message, long frameBytes) {
        all.add(new Framed(message, frameBytes));
    }

    @Override
    public void fault(LinkFault fault) {
        all.add(fault);
    }

    List<Message> messages() {
        return all.stream().filter(Framed.class::isInstance).map(framed -> ((Framed) framed).message()).toList();
    }

    List<LinkFault> faults() {
        return all.stream().filter(LinkFault.class::isInstance).map(LinkFault.class::cast).toList();
    }

    /// What a new reader finds in `bytes` that come in pieces of the given sizes, the rest in one. They come through direct memory, as
    /// sockets fill it.
    static Heard in(byte[] bytes, Magic magic, PayloadLimits limits, int... pieces) {
        var heard = new Heard();
        try (var reader = new FrameReader(magic, limits)) {
            var stream = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
            for (int piece : pieces) feed(reader, stream.readSlice(piece), heard);
            feed(reader, stream, heard);
        }
        return heard;
    }

    static Heard in(byte[] bytes, Magic magic) {
        return in(bytes, magic, PayloadLimits.DEFAULT);
    }

    static void feed(FrameReader reader, ByteBuf bytes, FrameSink sink) {
        reader.read(bytes, sink);
        if (bytes.isReadable()) throw new AssertionError(bytes.readableBytes() + " bytes were not taken");
        if (bytes.refCnt() != 1) throw new AssertionError("the buffer was kept");
    }
}
