package bsv.p2p.bench.net;

/// Who is measured.
enum Contender {
    /// Netty and next to nothing above it: header compared, payload hashed with one digest, nothing kept.
    FLOOR("floor"),
    /// A whole manager, as one who embeds it builds it.
    OURS("ours"),
    /// bitcoinj, its threads and sockets, and its codec.
    BITCOINJ("bitcoinj"),
    /// As the floor, but believes every checksum and sends none.
    UNCHECKED("raw Netty without checksum");

    private final String words;

    Contender(String words) {
        this.words = words;
    }

    Stack open(StackOptions options) {
        return switch (this) {
            case FLOOR -> new NettyStack(options, true);
            case OURS -> new OurStack(options);
            case BITCOINJ -> new BitcoinjStack();
            case UNCHECKED -> new NettyStack(options, false);
        };
    }

    String words() {
        return words;
    }
}
