package bsv.p2p.api;

/// Where a connection is in its life.
public enum ConnectionState {
    /// No connection, maybe waiting to dial again.
    DISCONNECTED,
    /// The TCP connection is being made.
    CONNECTING,
    /// Versions and veracks are going over.
    AWAITING_HANDSHAKE,
    /// The handshake is complete.
    CONNECTED,
    /// Turned away after its handshake because there was no place; about to close.
    REJECTED,
    /// Over for good.
    FAILED
}
