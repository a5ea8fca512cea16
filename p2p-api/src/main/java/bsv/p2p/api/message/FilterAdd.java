package bsv.p2p.api.message;

/// Adds something to the filter that [FilterLoad] set. Source: BIP 37.
///
/// @param data more than [#MAX_DATA] bytes are punished
public record FilterAdd(Bytes data) implements Message {
    public static final Command COMMAND = new Command("filteradd");
    /// Longest piece of data that is allowed, in bytes.
    public static final int MAX_DATA = 520;

    public boolean isWithinLimits() {
        return data.length() <= MAX_DATA;
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
