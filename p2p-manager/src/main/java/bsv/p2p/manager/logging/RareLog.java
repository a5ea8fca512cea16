package bsv.p2p.manager.logging;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.slf4j.spi.NOPLoggingEventBuilder;

/// Writes a burst of lines, then some a second; the next line says how many were left out. For what peers can provoke as often as they like.
/// Thread-safe.
public final class RareLog {
    private static final int BURST = 50;
    private static final long INTERVAL_NANOS = Duration.ofMillis(200).toNanos();

    private final Logger log;
    private final LongSupplier nanoTime;
    /// When the line after all those written would be due, were they spread evenly.
    private final AtomicLong due;
    private final LongAdder leftOut = new LongAdder();

    public RareLog(Logger log) {
        this(log, System::nanoTime);
    }

    /// @param nanoTime the clock, as `System.nanoTime`
    RareLog(Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.due = new AtomicLong(nanoTime.getAsLong());
    }

    /// Begins a line; what is added to one that is left out goes nowhere.
    public LoggingEventBuilder at(Level level) {
        if (!log.isEnabledForLevel(level)) return NOPLoggingEventBuilder.singleton();
        if (!isDue()) {
            leftOut.increment();
            return NOPLoggingEventBuilder.singleton();
        }
        var line = log.atLevel(level);
        long missing = leftOut.sumThenReset();
        return missing == 0 ? line : line.addKeyValue("left_out", missing);
    }

    private boolean isDue() {
        while (true) {
            long now = nanoTime.getAsLong();
            long was = due.get();
            long at = was - now < 0 ? now : was;
            if (at - now > (BURST - 1) * INTERVAL_NANOS) return false;
            if (due.compareAndSet(was, at + INTERVAL_NANOS)) return true;
        }
    }
}
