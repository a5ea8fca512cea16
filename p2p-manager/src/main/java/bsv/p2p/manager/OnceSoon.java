package bsv.p2p.manager;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// A task that is done once for all who asked for it before. Thread-safe.
final class OnceSoon {
    private final Executor executor;
    private final Runnable task;
    private final AtomicBoolean due = new AtomicBoolean();

    OnceSoon(Executor executor, Runnable task) {
        this.executor = executor;
        this.task = task;
    }

    void ask() {
        if (due.compareAndSet(false, true)) executor.execute(this::run);
    }

    private void run() {
        due.set(false);
        task.run();
    }
}
