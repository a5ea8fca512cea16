package bsv.p2p.api.stream;

import java.io.IOException;

/// Reads a payload.
@FunctionalInterface
public interface PayloadConsumer {
    /// Called once, on a virtual thread of its own; may block. What it leaves unread is discarded when it returns or throws; while it does
    /// not read, nothing is read from its peer, and nobody else notices.
    ///
    /// @throws IOException if what it was to become cannot be written; it is logged, the connection goes on
    /// @throws InterruptedException if the thread is interrupted while it waits for a piece
    void consume(PayloadStream payload) throws IOException, InterruptedException;
}
