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

        /// Writes the version there is now.
        ///
        /// @return its number
        long write() throws IOException;
    }

    private final State state;
    private final Duration delay;
    private final Duration retry;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicBoolean delayed = new AtomicBoolean();
    private final AtomicBoolean retrying = new AtomicBoolean();
    private volatile long written;
    private boolean failing;

    /// Starts the thread.
    ///
    /// @param state told in messages as it tells itself by `toString`
    /// @param written the version that needs no writing
    /// @param delay from a change to its write
    /// @param retry from a write that failed to the next
    Saver(State state, long written, Duration delay, Duration retry) {
        this.state = state;
        this.written = written;
        this.delay = delay;
        this.retry = retry;
        thread = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("p2p-store-json").factory());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /// Says that there was a change; it will be written after the delay.
    void changed() {
        schedule(delayed, delay);
    }

    /// Returns when the version there is now is written. Waits even if interrupted.
    ///
    /// @throws PeerStoreException if it cannot be written; it will be tried again
    void save() {
        try {
            await(thread.submit(this::write));
        } catch (RejectedExecutionException _) {
            // Closed meanwhile. The last write was after the last change, if it came to be.
            if (written != state.version()) throw new PeerStoreException(state + " was closed before a change could be written");
        }
    }

    /// Writes what is not written yet and ends the thread. No more changes may come.
    ///
    /// @throws PeerStoreException if it cannot be written; it is lost then
    @Override
    public void close() {
        try {
            save();
        } finally {
            thread.shutdown();
        }
    }

    /// Unless `pending` says that there is such a write to come already.
    private void schedule(AtomicBoolean pending, Duration after) {
        if (!pending.compareAndSet(false, true)) return;
        try {
            var _ = thread.schedule(() -> {
                pending.set(false);
                write();
            }, after.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            // closed: the last write has it
        }
    }

    private void write() {
        if (written == state.version()) return;
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
            schedule(retrying, retry);
            throw new PeerStoreException("cannot write the peer file %s: %s; what changed is kept in memory and tried again".formatted(state, what), failed);
        }
    }

    private static void await(Future<?> write) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    write.get();
                    return;
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
