package bsv.p2p.bench.net;

/// How many messages a sender has under way before it waits for the first to be written: enough to keep a loop busy, far less than what any
/// stack would call a flood.
final class SendWindow {
    private static final int MESSAGES = 2_000;
    private static final int BLOCKS = 2;

    private SendWindow() {}

    static int of(Kind kind) {
        return kind == Kind.BLOCK ? BLOCKS : MESSAGES;
    }
}
