package bsv.p2p.app.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The wish that a running command ends: a signal, or nobody reads its output any more. Safe for many threads.
final class Stop {
    private final CountDownLatch wanted = new CountDownLatch(1);
    private volatile boolean obeyed;

    /// Says that the running command looks at this and ends in good order; others are ended by the JVM at once.
    void obey() {
        obeyed = true;
    }

    boolean isObeyed() {
        return obeyed;
    }

    void want() {
        wanted.countDown();
    }

    boolean isWanted() {
        return wanted.getCount() == 0;
    }

    void await() throws InterruptedException {
        wanted.await();
    }

    /// Waits, but no longer than `most`.
    ///
    /// @return whether it is wanted
    boolean await(Duration most) throws InterruptedException {
        return wanted.await(most.toNanos(), TimeUnit.NANOSECONDS);
    }
}
