package bsv.p2p.api.spi;

import java.time.Duration;
import java.util.concurrent.Executor;

/// One thread's worth of work: tasks run one after the other in the order given, never two at a time. Each connection belongs to one
/// loop for its whole life. Tasks must not block.
public interface EventLoop extends Executor {
    /// Whether the caller runs on this loop.
    boolean inLoop();

    /// Runs `task` on this loop after `delay`, unless cancelled before. A loop may let long waits end a hundredth later, so that many end at once.
    Timeout schedule(Runnable task, Duration delay);

    /// Monotonic time in nanoseconds, as `System.nanoTime`; virtual in a virtual network. All waits are measured with it, so that a
    /// clock that jumps moves none of them.
    long nanoTime();

    /// A task that waits for its time.
    interface Timeout {
        /// Has no effect on a task that ran or is running.
        void cancel();
    }
}
