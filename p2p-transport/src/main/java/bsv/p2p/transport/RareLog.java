package bsv.p2p.transport;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/// Writes at most one line a second, and in it how many it left out, so that what peers provoke cannot fill a disk. Safe for many threads.
final class RareLog {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final Logger log;
    private final LongSupplier nanoTime;
    private final AtomicLong nextLine;
    private final LongAdder leftOut = new LongAdder();

    /// @param nanoTime the clock, as `System.nanoTime`
    RareLog(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.nextLine = new AtomicLong(nanoTime.getAsLong());
    }

    /// Something of ours is broken.
    void error(String message, Throwable cause) {
        write(Level.ERROR, message, cause);
    }

    /// Something outside failed.
    void warn(String message, Throwable cause) {
        write(Level.WARN, message, cause);
    }

    private void write(Level level, String message, Throwable cause) {
        long now = nanoTime.getAsLong();
        long due = nextLine.get();
        if (now - due < 0 || !nextLine.compareAndSet(due, now + INTERVAL_NANOS)) {
            leftOut.increment();
            return;
        }
        log.atLevel(level).setCause(cause).addKeyValue("left_out", leftOut.sumThenReset()).log(message);
    }
}
