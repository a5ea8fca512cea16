package bsv.p2p.codec;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.spi.LinkFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Optional;

/// Single frames as plain bytes, for tools that know no buffers. Connections have a [FrameReader].
///
/// Safe to use from any thread.
public final class FrameBytes {
    private FrameBytes() {}

    /// What bytes turned out to be.
    public sealed interface Outcome {}

    /// A frame.
    ///
    /// @param canonical whether writing the message again gives the same payload
    /// @param trailing how many bytes follow the frame
    public record Whole(FrameHeader header, Message message, boolean canonical, int trailing) implements Outcome {}

    /// No frame.
    public record Faulty(LinkFault fault) implements Outcome {}

    /// The beginning of a frame.
    public record CutOff() implements Outcome {}

    /// Reads the frame at the beginning of `bytes`.
    public static Outcome read(Bytes bytes, Magic magic, PayloadLimits limits) {
        var in = Unpooled.wrappedBuffer(bytes.asByteBuffer());
        var sink = new First(in);
        try (var reader = new FrameReader(magic, limits)) {
            sink.reader = Optional.of(reader);
            reader.read(in, sink);
        }
        if (sink.fault.isPresent()) return new Faulty(sink.fault.get());
        if (sink.message.isEmpty()) return new CutOff();
        var header = FrameHeader.parse(in.readerIndex(0));
        var message = sink.message.get();
        var payload = bytes.slice(header.size(), sink.end - header.size());
        return new Whole(header, message, payload(message).equals(payload), bytes.length() - sink.end);
    }

    /// The message of a payload without its frame.
    ///
    /// @throws MalformedMessage if the bytes are no such message
    public static Message readPayload(Command command, Bytes payload) {
        return MessageCodecs.decode(command, payload);
    }

    /// The header at the beginning of `bytes`.
    ///
    /// @throws MalformedMessage as [FrameHeader#parse]
    public static FrameHeader header(Bytes bytes) {
        return FrameHeader.parse(Unpooled.wrappedBuffer(bytes.asByteBuffer()));
    }

    /// The payload of a message.
    public static Bytes payload(Message message) {
        var out = Unpooled.buffer();
        MessageCodecs.encode(message, out);
        return take(out);
    }

    /// A message in its frame.
    public static Bytes write(Message message, Magic magic) {
        return take(FrameWriter.write(message, magic, UnpooledByteBufAllocator.DEFAULT));
    }

    /// A message in a frame with an extended header, whatever its length. Only payloads above 4294967295 bytes are sent so, but readers take all.
    public static Bytes writeExtended(Message message, Magic magic) {
        var out = Unpooled.buffer().writeZero(FrameHeader.EXTENDED_LENGTH);
        MessageCodecs.encode(message, out);
        int end = out.writerIndex();
        new FrameHeader(magic, message.command(), end - FrameHeader.EXTENDED_LENGTH, 0, true).write(out.writerIndex(0));
        return take(out.writerIndex(end));
    }

    private static Bytes take(ByteBuf buffer) {
        var bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes).release();
        return Bytes.wrap(bytes);
    }

    /// Keeps the first thing that a reader finds, and where it ends.
    private static final class First implements FrameSink {
        private final ByteBuf in;
        private Optional<FrameReader> reader = Optional.empty();
        private Optional<Message> message = Optional.empty();
        private Optional<LinkFault> fault = Optional.empty();
        private int end;

        private First(ByteBuf in) {
            this.in = in;
        }

        @Override
        public void message(Message found, long frameBytes) {
            message = Optional.of(found);
            end = in.readerIndex();
            reader.ifPresent(FrameReader::stop);
        }

        @Override
        public void fault(LinkFault found) {
            fault = Optional.of(found);
            reader.ifPresent(FrameReader::stop);
        }
    }
}
