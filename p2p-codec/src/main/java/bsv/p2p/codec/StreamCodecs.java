package bsv.p2p.codec;

import bsv.p2p.api.message.CreateStrm;
import bsv.p2p.api.message.StreamAck;
import bsv.p2p.api.message.StreamType;

/// Messages that open further streams. Source: net/stream.h, net/association_id.cpp.
final class StreamCodecs {
    static final MessageCodec<CreateStrm> CREATE_STRM = new MessageCodec<>(CreateStrm.COMMAND, CreateStrm.class,
            in -> new CreateStrm(HandshakeCodecs.readAssociationId(in), readType(in), in.text("streamPolicy", CreateStrm.MAX_STREAM_POLICY)), (m, out) -> {
                PayloadWriter.string(m.associationId(), out);
                out.writeByte(m.streamType().value());
                PayloadWriter.text(m.streamPolicy(), out);
            });
    static final MessageCodec<StreamAck> STREAM_ACK = new MessageCodec<>(StreamAck.COMMAND, StreamAck.class,
            in -> new StreamAck(HandshakeCodecs.readAssociationId(in), readType(in)), (m, out) -> {
                PayloadWriter.string(m.associationId(), out);
                out.writeByte(m.streamType().value());
            });

    private StreamCodecs() {}

    private static StreamType readType(PayloadReader in) {
        int at = in.position();
        int value = in.u8("streamType");
        return StreamType.of(value).orElseThrow(() -> new MalformedMessage("streamType", at, "0..5", Integer.toString(value)));
    }
}
