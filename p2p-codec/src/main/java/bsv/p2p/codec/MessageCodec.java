package bsv.p2p.codec;

import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Unknown;
import io.netty.buffer.ByteBuf;

/// How one kind of message is read and written: one row of [MessageCodecs#ALL].
///
/// @param <M> the record
public final class MessageCodec<M extends Message> {
    private final Command command;
    private final Class<M> type;
    private final SizeLimit limit;
    private final Reader<M> reader;
    private final Writer<M> writer;

    MessageCodec(Command command, Class<M> type, Reader<M> reader, Writer<M> writer) {
        this(command, type, SizeLimit.PROTOCOL, reader, writer);
    }

    MessageCodec(Command command, Class<M> type, SizeLimit limit, Reader<M> reader, Writer<M> writer) {
        this.command = command;
        this.type = type;
        this.limit = limit;
        this.reader = reader;
        this.writer = writer;
    }

    /// Keeps the bytes of a message that has no row.
    static MessageCodec<Unknown> unknown(Command command) {
        return new MessageCodec<>(command, Unknown.class, in -> new Unknown(command, in.rest()), (m, out) -> PayloadWriter.bytes(m.payload(), out));
    }

    /// Takes its fields; what follows them is none of its business.
    @FunctionalInterface
    interface Reader<M> {
        M read(PayloadReader in);
    }

    /// Appends a payload.
    @FunctionalInterface
    interface Writer<M> {
        void write(M message, ByteBuf out);
    }

    /// The name on the wire.
    public Command command() {
        return command;
    }

    /// The record.
    public Class<M> type() {
        return type;
    }

    /// Most payload bytes that a frame may announce.
    long maxPayload(PayloadLimits limits) {
        return limit.of(limits);
    }

    M read(Bytes payload) {
        return reader.read(new PayloadReader(payload));
    }

    void write(M message, ByteBuf out) {
        writer.write(message, out);
    }
}
