package bsv.p2p.app.frames;

import bsv.p2p.api.message.Command;
import tools.jackson.databind.node.ObjectNode;

/// What the fields of a frame with an extended header have more: `ext_header`.
final class ExtendedHeader {
    private static final String FIELD = "ext_header";

    private ExtendedHeader() {}

    static void put(Command command, long length, ObjectNode fields) {
        fields.putObject(FIELD).put("outer_command", "extmsg").put("outer_length", 0xffff_ffffL).put("outer_checksum", "00000000")
                .put("ext_command", command.name()).put("ext_length", Long.toUnsignedString(length));
    }

    /// Takes it out.
    ///
    /// @return whether it was there
    static boolean take(ObjectNode fields) {
        return fields.remove(FIELD) != null;
    }
}
