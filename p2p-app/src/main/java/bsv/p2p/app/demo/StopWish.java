package bsv.p2p.app.demo;

import java.time.Duration;

/// The wish that the demo ends, which may come any time.
@FunctionalInterface
public interface StopWish {
    /// Waits for it, but no longer than `most`.
    ///
    /// @return whether it is there
    boolean await(Duration most) throws InterruptedException;
}
