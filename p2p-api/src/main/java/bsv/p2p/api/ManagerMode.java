package bsv.p2p.api;

/// How a node chooses whom to dial.
public enum ManagerMode {
    /// Keeps the target of outbound connections, from the store and from discovery.
    NORMAL,
    /// Dials every peer of a list, whatever the target, for ever, and nobody else. Still accepts callers if it listens.
    FIXED_PEERS
}
