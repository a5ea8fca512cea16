package bsv.p2p.manager.peers;

/// What can become of a peer that is dialed. A later one of a kind makes an earlier one meaningless.
public enum PeerNews {
    /// It was reached and is one of ours.
    REACHED,
    /// It is still connected.
    STAYS,
    /// It will be dialed again after a wait.
    WAITS,
    /// It could not be reached or talked to.
    GIVEN_UP,
    /// It was let go.
    LEFT
}
