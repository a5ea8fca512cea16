package bsv.p2p.api;

/// What went over in one direction.
///
/// @param messages messages, and payloads that were streamed
/// @param bytes their frames, headers included
public record Traffic(long messages, long bytes) {
    /// Nothing.
    public static final Traffic NONE = new Traffic(0, 0);

    /// Both together.
    public Traffic plus(Traffic other) {
        return new Traffic(messages + other.messages, bytes + other.bytes);
    }
}
