package bsv.p2p.app.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Events or lines as they come, to be waited for with a bound. Safe for many threads.
final class EventLog<E> {
    private static final int MOST = 1_000_000;
    private static final int SHOWN = 20;

    private final List<E> all = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean ended;

    void add(E event) {
        change(() -> {
            if (all.size() == MOST) throw new IllegalStateException("More than " + MOST + " events");
            all.add(event);
        });
    }

    /// Nothing more comes.
    void end() {
        change(() -> ended = true);
    }

    int size() {
        return since(0).size();
    }

    List<E> all() {
        return since(0);
    }

    /// What came from number `from` on.
    List<E> since(int from) {
        lock.lock();
        try {
            return List.copyOf(all.subList(from, all.size()));
        } finally {
            lock.unlock();
        }
    }

    /// The first one that fits, from number `from` on.
    E await(String what, int from, Predicate<? super E> wanted, Duration patience) {
        return await(what, 1, from, wanted, patience).getFirst();
    }

    /// The first so many that fit, from number `from` on.
    List<E> await(String what, long count, int from, Predicate<? super E> wanted, Duration patience) {
        var found = new ArrayList<E>();
        var next = new int[] {from};
        await(what, patience, () -> {
            for (; next[0] < all.size() && found.size() < count; next[0]++) if (wanted.test(all.get(next[0]))) found.add(all.get(next[0]));
            return found.size() == count;
        });
        return found;
    }

    void awaitEnd(Duration patience) {
        await("the end", patience, () -> ended);
    }

    private void await(String what, Duration patience, BooleanSupplier condition) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (ended || left <= 0) throw new AssertionError("No %s %s. The last of %d:%n%s".formatted(what, ended ? "until the end" : "within " + patience, all.size(), tail()));
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for " + what, interrupted);
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private String tail() {
        return all.stream().skip(Math.max(0, all.size() - SHOWN)).map(String::valueOf).collect(Collectors.joining("\n"));
    }
}
