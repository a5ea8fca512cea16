package bsv.p2p.api.message;

/// Asks the peer to echo `nonce` in a [Pong]. Peers of version 60000 and below send it without a nonce; such a payload is refused.
///
/// @param nonce random and not zero; zero cancels the sender's outstanding ping
public record Ping(long nonce) implements Message {
    public static final Command COMMAND = new Command("ping");

    @Override
    public Command command() {
        return COMMAND;
    }

    public Pong reply() {
        return new Pong(nonce);
    }
}
