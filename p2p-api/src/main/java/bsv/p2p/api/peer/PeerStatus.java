package bsv.p2p.api.peer;

/// What is known of a peer from trying it.
public enum PeerStatus {
    /// Completed a handshake when last tried.
    VALID,
    /// Could not be reached or did not shake hands when last tried; left alone until its next attempt is due.
    INACCESSIBLE,
    /// Not dialed and not let in until the ban ends.
    BANNED,
    /// Heard of, never tried.
    UNKNOWN
}
