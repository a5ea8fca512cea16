package bsv.p2p.api.message;

/// Offers compact blocks. Source: BIP 152.
///
/// @param announce whether new blocks shall be announced by `cmpctblock`
/// @param version only 1 counts; unsigned 64 bit
public record SendCmpct(boolean announce, long version) implements Message {
    public static final Command COMMAND = new Command("sendcmpct");

    @Override
    public Command command() {
        return COMMAND;
    }
}
