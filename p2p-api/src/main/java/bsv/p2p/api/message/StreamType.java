package bsv.p2p.api.message;

import java.util.Optional;

/// The streams that an association may have. Source: net/stream.h of the reference node.
public enum StreamType {
    UNKNOWN(0),
    /// The connection that the handshake was made on.
    GENERAL(1),
    /// What the policy `BlockPriority` sends apart: pings, headers and blocks.
    DATA1(2),
    DATA2(3),
    DATA3(4),
    DATA4(5);

    private final int value;

    StreamType(int value) {
        this.value = value;
    }

    /// The byte on the wire.
    public int value() {
        return value;
    }

    public static Optional<StreamType> of(int value) {
        for (var type : values()) if (type.value == value) return Optional.of(type);
        return Optional.empty();
    }
}
