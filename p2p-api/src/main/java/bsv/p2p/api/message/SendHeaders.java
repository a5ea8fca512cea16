package bsv.p2p.api.message;

/// Asks for new blocks to be announced by [Headers] instead of [Inv]. Sent once, after the handshake, to peers of version 70012
/// and above. No payload. Source: BIP 130.
public record SendHeaders() implements Message {
    public static final Command COMMAND = new Command("sendheaders");

    @Override
    public Command command() {
        return COMMAND;
    }
}
