package bsv.p2p.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/// Runs a task on many threads that begin at one moment.
final class Together {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private Together() {}

    /// Returns when all are done. What one throws is thrown here as the cause of an AssertionError.
    ///
    /// @param task given the number of its thread, from 0
    static void run(int threads, IntConsumer task) {
        run(threads, BOUND, task);
    }

    /// As [#run(int, IntConsumer)], with the time it may take.
    static void run(int threads, Duration bound, IntConsumer task) {
        var begin = new CountDownLatch(1);
        var tasks = new ArrayList<Future<?>>();
        // Daemons, so that one that hangs does not hold up the end of the run.
        var executor = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().name("together-", 0).factory());
        try {
            for (int i = 0; i < threads; i++) {
                int number = i;
                tasks.add(executor.submit(() -> {
                    begin.await();
                    task.accept(number);
                    return null;
                }));
            }
            begin.countDown();
            for (var one : tasks) one.get(bound.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("a thread failed", failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("not done after " + bound, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        } finally {
            executor.shutdownNow();
        }
    }
}
