package bsv.p2p.api.message;

/// Asks that this connection becomes a further stream of an association; the first message on it. Answered with [StreamAck] or a
/// [Reject]. Source: net_processing.cpp, ProcessCreateStreamMessage.
///
/// @param associationId kind byte and id as in [Version]; up to one byte is the null id, which nobody accepts here
/// @param streamPolicy name of the policy that both sides follow from now on, at most 64 bytes, one character for each; untrusted
public record CreateStrm(Bytes associationId, StreamType streamType, String streamPolicy) implements Message {
    public static final Command COMMAND = new Command("createstrm");
    /// Longest name of a policy, in bytes.
    public static final int MAX_STREAM_POLICY = 64;

    public CreateStrm {
        if (associationId.length() > Version.MAX_ASSOCIATION_ID) throw new IllegalArgumentException("associationId must have at most 129 bytes, has " + associationId.length());
        if (streamPolicy.length() > MAX_STREAM_POLICY) throw new IllegalArgumentException("streamPolicy must have at most 64 bytes, has " + streamPolicy.length());
        if (!Bytes.isLatin1(streamPolicy)) throw new IllegalArgumentException("streamPolicy must have one character for each byte");
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
