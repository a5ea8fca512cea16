package bsv.p2p.api.message;

import java.util.Optional;

/// The codes of [Reject] that have a name. Source: consensus/validation.h, net/net_types.h and net/authconn.h of the reference node.
public enum RejectCode {
    MALFORMED(0x01),
    INVALID(0x10),
    OBSOLETE(0x11),
    DUPLICATE(0x12),
    SOFT_CONSENSUS_FREEZE(0x13),
    NONSTANDARD(0x40),
    DUST(0x41),
    INSUFFICIENTFEE(0x42),
    CHECKPOINT(0x43),
    /// Over capacity: try again later.
    TOOBUSY(0x44),
    RATE_EXCEEDED(0x45),
    STREAM_SETUP(0x60),
    AUTH_CONN_SETUP(0x70);

    private final int value;

    RejectCode(int value) {
        this.value = value;
    }

    /// The byte on the wire, 0..255.
    public int value() {
        return value;
    }

    public static Optional<RejectCode> of(int value) {
        for (var code : values()) if (code.value == value) return Optional.of(code);
        return Optional.empty();
    }
}
