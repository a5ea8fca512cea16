package bsv.p2p.api.message;

/// Answers a [Ping].
///
/// @param nonce the ping's
public record Pong(long nonce) implements Message {
    public static final Command COMMAND = new Command("pong");

    @Override
    public Command command() {
        return COMMAND;
    }
}
