package bsv.p2p.manager.peers;

import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.manager.logging.RareLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Runs tasks one after the other on an executor that may have many threads; holds none while idle.
public final class SerialExecutor implements Executor {
    private static final RareLog LOG = new RareLog(LoggerFactory.getLogger(SerialExecutor.class));
    private final Executor threads;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;
    /// Whether somebody will take a thread soon.
    private boolean due;

    public SerialExecutor(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
        }
        begin();
    }

    /// As [#execute], but the task waits for others, so that one thread is taken for all of them.
    ///
    /// @param wait how long, as measured by `loop`; what is to be executed at once takes along what waits
    public void executeSoon(Runnable task, EventLoop loop, Duration wait) {
        synchronized (tasks) {
            tasks.add(task);
            if (running || due) return;
            due = true;
        }
        try {
            loop.schedule(this::begin, wait);
        } catch (RejectedExecutionException _) {
            begin(); // The loop ends.
        }
    }

    private void begin() {
        synchronized (tasks) {
            due = false;
            if (running || tasks.isEmpty()) return;
            running = true;
        }
        threads.execute(this::drain);
    }

    /// Tasks that wait.
    public int waiting() {
        synchronized (tasks) {
            return tasks.size();
        }
    }

    private void drain() {
        while (true) {
            Runnable task;
            synchronized (tasks) {
                task = tasks.poll();
                if (task == null) {
                    running = false;
                    return;
                }
            }
            try {
                task.run();
            } catch (RuntimeException | Error broken) {
                LOG.at(Level.ERROR).setCause(broken).log("task failed");
            }
        }
    }
}
