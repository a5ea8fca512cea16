package bsv.p2p.testkit;

/// One way in which a network fails.
public enum Trouble {
    /// A dial is answered by a reset.
    REFUSE,
    /// Data arrive later than others, in order all the same.
    DELAY,
    /// The connection breaks at both ends.
    RESET,
    /// One end hears that the other closed; the other hears nothing until it tries to send.
    HALF_CLOSE,
    /// Nothing passes for a while, then everything does.
    STALL,
    /// Data are lost while the connection goes on.
    DROP,
    /// Data arrive with a wrong bit.
    FLIP
}
