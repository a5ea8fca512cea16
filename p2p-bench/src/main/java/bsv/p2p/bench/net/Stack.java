package bsv.p2p.bench.net;

/// A stack of somebody's, listening on loopback: shakes hands with whoever calls, answers pings, and does on demand one of these things.
interface Stack {
    /// Where it listens.
    int port();

    /// Messages of those that are measured that came so far, wherever a user of the stack hears of them.
    long heard();

    /// Sends a message of this kind to its one connection, encoded each time, a block excepted, as fast as it can and until it is stopped.
    void send(Kind kind);

    /// Sends a new message of this kind to all connections, twice, and from then on once with every message that comes.
    void fanOut(Kind kind);

    /// Calls so many peers at once, each on an address of its own, shakes hands, hangs up, and calls others.
    void dial(int port, int atOnce);

    /// As the other, but asks for addresses and hangs up when they have come.
    void crawl(int port, int atOnce);

    /// Has so many more of its users hear every message.
    default void subscribe(int more) {
        throw new UnsupportedOperationException("this stack has one user");
    }

    /// Ends what it does.
    void stop();
}
