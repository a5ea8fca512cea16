package bsv.p2p.api.error;

/// What to do about a [PeerFailure].
public enum Remedy {
    /// Dial again after a growing wait; after too many in a row the peer counts as inaccessible.
    RETRY,
    /// Dial again at once, within the budget of restarts, else as RETRY.
    RESTART,
    /// Do not dial this peer again for a long while.
    GIVE_UP,
    /// Ban its address.
    BAN
}
