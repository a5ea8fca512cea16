package bsv.p2p.api.chain;

import bsv.p2p.api.error.P2pException;

/// A compact block, or the answer to the question for the rest of it, that makes no block. Whoever sent it lies, or two transactions share a
/// short id: ask for the whole block.
public final class InvalidCompactBlock extends P2pException {
    private static final long serialVersionUID = 1L;

    InvalidCompactBlock(String message) {
        super(message);
    }
}
