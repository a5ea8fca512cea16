package bsv.p2p.api.message;

/// Asks for addresses of other nodes. Answered with [Addr], once a connection, and only on connections that the asker opened. No
/// payload.
public record GetAddr() implements Message {
    public static final Command COMMAND = new Command("getaddr");

    @Override
    public Command command() {
        return COMMAND;
    }
}
