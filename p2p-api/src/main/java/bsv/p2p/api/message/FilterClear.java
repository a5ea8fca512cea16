package bsv.p2p.api.message;

/// Takes the filter of [FilterLoad] away: all transactions are announced again. No payload.
public record FilterClear() implements Message {
    public static final Command COMMAND = new Command("filterclear");

    @Override
    public Command command() {
        return COMMAND;
    }
}
