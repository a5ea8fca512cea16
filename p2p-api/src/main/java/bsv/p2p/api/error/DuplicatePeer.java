package bsv.p2p.api.error;

/// A peer of this id or this ip:port is in the store already.
public class DuplicatePeer extends P2pException {
    private static final long serialVersionUID = 1L;

    /// Says what is there already.
    ///
    /// @param what which of the two, and its value
    public DuplicatePeer(String what) {
        super("the store already has a peer with " + what);
    }
}
