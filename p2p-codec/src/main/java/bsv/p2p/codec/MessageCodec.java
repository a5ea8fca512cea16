package bsv.p2p.codec;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import io.netty.buffer.ByteBuf;

/// How one kind of message is read and written: one row of [MessageCodecs#ALL].
///
/// @param <M> the record
public final class MessageCodec<M extends Message> {
    private final Command command;
    private final Class<M> type;
    private final Reader<M> reader;
    private final Writer<M> writer;

    MessageCodec(Command command, Class<M> type, Reader<M> reader, Writer<M> writer) {
        this.command = command;
        this.type = type;
        this.reader = reader;
        this.writer = writer;
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

    M read(PayloadReader in) {
        return reader.read(in);
    }

    void write(M message, ByteBuf out) {
        writer.write(message, out);
    }
}
