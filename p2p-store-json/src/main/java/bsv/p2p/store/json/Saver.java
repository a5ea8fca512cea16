package bsv.p2p.store.json;

import bsv.p2p.api.error.PeerStoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has a changing state written on a thread of its own: a while after a change, or at once for callers who wait. One write serves all
/// callers who asked before it began. A write that fails is told once to the log, to each caller who waits, and is tried again.
final class Saver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Saver.class);

    /// What is written. Versions are told apart by numbers.
    interface State {
        /// The version there is now.
        long version();

        /// Whether there is something to write even if the version is written.
        boolean isDue();

        /// Writes the version there is now.
        ///
        /// @return its number
        long write() throws IOException;
    }

    private final State state;
    private final Duration delay;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicBoolean delayed = new AtomicBoolean();
    private volatile long written;
    private volatile boolean failing;

    /// Starts the thread.
    ///
    /// @param state told in messages as it tells itself by `toString`
    /// @param delay from a change to its write
    /// @param retry how often to look whether there is something to write that failed before, or has become due
    Saver(State state, Duration delay, Duration retry) {
        this.state = state;
        this.delay = delay;
        written = state.version();
        thread = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("p2p-store-json").factory());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        var _ = thread.scheduleWithFixedDelay(this::writeQuietly, retry.toMillis(), retry.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Says that there was a change; it will be written after the delay.
    void changed() {
        if (delayed.get() || !delayed.compareAndSet(false, true)) return;
        try {
            var _ = thread.schedule(() -> {
                delayed.set(false);
                writeQuietly();
            }, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            // closed: the last write has it
        }
    }

    /// How many changes are not written yet, if there is hope to write them soon; else 0.
    long waiting() {
        return failing ? 0 : state.version() - written;
    }

    /// Returns when the version there is now is written. Waits even if interrupted.
    ///
    /// @throws PeerStoreException if it cannot be written; it will be tried again
    void save() {
        try {
            var _ = await(thread.submit(this::write));
        } catch (RejectedExecutionException _) {
            // Closed meanwhile. The last write was after the last change, if it came to be.
            if (written != state.version()) throw new PeerStoreException(state + " was closed before a change could be written");
        }
    }

    /// Writes what is not written yet and ends the thread. No more changes may come.
    ///
    /// @throws PeerStoreException if it cannot be written
    @Override
    public void close() {
        try {
            save();
        } finally {
            thread.shutdown();
        }
    }

    private void writeQuietly() {
        try {
            write();
        } catch (PeerStoreException _) {
            // it is in the log
        }
    }

    private void write() {
        if (written == state.version() && !state.isDue()) return;
        try {
            written = state.write();
            if (failing) LOG.atInfo().addKeyValue("path", state).log("peer file can be written again");
            failing = false;
        } catch (IOException | RuntimeException | Error failed) {
            var what = failed instanceof IOException io ? Disk.say(io) : failed.toString();
            if (!failing) {
                LOG.atWarn().addKeyValue("path", state).addKeyValue("error", what).log("peer file cannot be written, changes are kept in memory and tried again");
            }
            failing = true;
            throw new PeerStoreException("cannot write the peer file %s: %s; what changed is kept in memory and tried again".formatted(state, what), failed);
        }
    }

    /// The outcome of a task, even if interrupted.
    ///
    /// @throws PeerStoreException if the task failed
    static <T> T await(Future<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    var why = Optional.ofNullable(failed.getCause()).orElse(failed);
                    throw new PeerStoreException(String.valueOf(why.getMessage()), why);
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
