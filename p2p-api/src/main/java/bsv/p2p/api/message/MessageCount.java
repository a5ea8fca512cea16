package bsv.p2p.api.message;

/// How much of one kind went over a connection.
///
/// @param messages frames
/// @param bytes of those frames, headers included; 0 where nobody counts them, as on a virtual network
public record MessageCount(long messages, long bytes) {
    /// Nothing yet.
    public static final MessageCount NONE = new MessageCount(0, 0);

    public MessageCount plus(MessageCount other) {
        return new MessageCount(messages + other.messages, bytes + other.bytes);
    }
}
