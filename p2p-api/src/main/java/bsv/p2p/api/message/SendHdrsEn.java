package bsv.p2p.api.message;

/// Asks that new blocks be announced by [HdrsEn]. No payload. A second one costs the sender a point.
public record SendHdrsEn() implements Message {
    public static final Command COMMAND = new Command("sendhdrsen");

    @Override
    public Command command() {
        return COMMAND;
    }
}
