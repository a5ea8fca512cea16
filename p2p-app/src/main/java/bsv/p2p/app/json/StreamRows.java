package bsv.p2p.app.json;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.CreateStrm;
import bsv.p2p.api.message.StreamAck;
import bsv.p2p.api.message.StreamType;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// The messages that open further streams.
final class StreamRows {
    static final MessageRow<CreateStrm> CREATESTRM = new MessageRow<>(CreateStrm.COMMAND, (message, out) -> {
        write(message.associationId(), message.streamType(), out);
        out.put("stream_policy", message.streamPolicy());
    }, in -> new CreateStrm(in.hex("association_id_hex"), readType(in), in.text("stream_policy")));

    static final MessageRow<StreamAck> STREAMACK = new MessageRow<>(StreamAck.COMMAND,
            (message, out) -> write(message.associationId(), message.streamType(), out), in -> new StreamAck(in.hex("association_id_hex"), readType(in)));

    private static final int KIND_AND_UUID = 17;

    private StreamRows() {}

    private static void write(Bytes associationId, StreamType type, ObjectNode out) {
        out.put("association_id_hex", associationId.toHex());
        if (associationId.length() == KIND_AND_UUID) {
            var uuid = associationId.asByteBuffer();
            out.put("uuid", new UUID(uuid.getLong(1), uuid.getLong(9)).toString());
        }
        out.put("stream_type", type.value());
        out.put("stream_type_name", type.name());
    }

    private static StreamType readType(FieldReader in) {
        return StreamType.of(in.inRange("stream_type", 0, StreamType.values().length - 1)).orElseThrow();
    }
}
