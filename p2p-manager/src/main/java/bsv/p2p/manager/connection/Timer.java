package bsv.p2p.manager.connection;

/// What a connection waits for. At most one of each runs; starting it again replaces it. All but BACKOFF end with their link.
enum Timer {
    /// The handshake to complete.
    HANDSHAKE,
    /// The next ping to be due.
    PING,
    /// A pong.
    PONG,
    /// The next dial.
    BACKOFF
}
