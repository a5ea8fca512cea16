package bsv.p2p.api.message;

/// Asks not to announce transactions that pay less. Source: BIP 133.
///
/// @param feeRate satoshis per 1000 bytes; outside 0..21e14 it is ignored
public record FeeFilter(long feeRate) implements Message {
    public static final Command COMMAND = new Command("feefilter");

    @Override
    public Command command() {
        return COMMAND;
    }
}
