package bsv.p2p.app.frames;

import bsv.p2p.api.spi.LinkFault;

/// Why a line is no frame.
///
/// @param detail for people; may hold text of strangers
record DecodeError(Kind kind, String detail) {
    /// The kinds that scripts know.
    enum Kind {
        BAD_MAGIC, BAD_COMMAND, BAD_CHECKSUM, OVERSIZE, TRUNCATED, MALFORMED
    }

    static DecodeError of(LinkFault fault) {
        var kind = switch (fault) {
            case LinkFault.WrongMagic _ -> Kind.BAD_MAGIC;
            case LinkFault.BadCommand _ -> Kind.BAD_COMMAND;
            case LinkFault.BadChecksum _ -> Kind.BAD_CHECKSUM;
            case LinkFault.Oversize _, LinkFault.Discarded _ -> Kind.OVERSIZE;
            case LinkFault.BadExtendedHeader _, LinkFault.Malformed _ -> Kind.MALFORMED;
        };
        return new DecodeError(kind, fault.describe());
    }
}
