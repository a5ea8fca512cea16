package bsv.p2p.api.chain;

import bsv.p2p.api.error.P2pException;

/// A partial Merkle tree that is none, or not that of its header: it proves nothing.
public final class InvalidMerkleTree extends P2pException {
    private static final long serialVersionUID = 1L;

    InvalidMerkleTree(String message) {
        super(message);
    }
}
