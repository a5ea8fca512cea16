package bsv.p2p.app.json;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// One message in JSON, both ways.
///
/// @param writer puts the fields into an empty object, in the order of the wire
/// @param reader makes the message of fields; what does not fit is an IllegalArgumentException
record MessageRow<M extends Message>(Command command, BiConsumer<M, ObjectNode> writer, Function<FieldReader, M> reader) {
    /// A message without a payload.
    static <M extends Message> MessageRow<M> empty(M only) {
        return new MessageRow<>(only.command(), (_, _) -> {}, _ -> only);
    }

    ObjectNode write(M message) {
        var fields = JsonText.object();
        writer.accept(message, fields);
        return fields;
    }
}
