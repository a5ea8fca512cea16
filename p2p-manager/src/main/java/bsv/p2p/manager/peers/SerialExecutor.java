package bsv.p2p.manager.peers;

import bsv.p2p.manager.logging.RareLog;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Runs tasks one after the other on an executor that may have many threads; holds none while idle.
public final class SerialExecutor implements Executor {
    private static final RareLog LOG = new RareLog(LoggerFactory.getLogger(SerialExecutor.class));
    private final Executor threads;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    public SerialExecutor(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (running) return;
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
