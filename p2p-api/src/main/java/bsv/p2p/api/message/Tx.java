package bsv.p2p.api.message;

/// Carries a transaction.
public record Tx(Transaction transaction) implements Message {
    public static final Command COMMAND = new Command("tx");

    @Override
    public Command command() {
        return COMMAND;
    }
}
