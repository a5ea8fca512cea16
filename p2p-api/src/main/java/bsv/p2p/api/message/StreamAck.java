package bsv.p2p.api.message;

/// Says that a [CreateStrm] was accepted; sent on the new connection with the same id and type.
///
/// @param associationId kind byte and id as in [Version]
public record StreamAck(Bytes associationId, StreamType streamType) implements Message {
    public static final Command COMMAND = new Command("streamack");

    public StreamAck {
        if (associationId.length() > Version.MAX_ASSOCIATION_ID) throw new IllegalArgumentException("associationId must have at most 129 bytes, has " + associationId.length());
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
