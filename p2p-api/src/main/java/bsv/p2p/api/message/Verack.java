package bsv.p2p.api.message;

/// Says that the peer's [Version] was read and accepted. No payload.
public record Verack() implements Message {
    public static final Command COMMAND = new Command("verack");

    @Override
    public Command command() {
        return COMMAND;
    }
}
