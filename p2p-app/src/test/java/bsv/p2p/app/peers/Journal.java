package bsv.p2p.app.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What one side told, in order. Tests wait for what they expect of it, and never longer than [#PATIENCE].
final class Journal<E> {
    /// Far more than anything takes, on a busy machine too: it ends tests that would fail, and slows down none.
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<E> entries = new ArrayList<>();
    private @Nullable String end;

    synchronized void add(E entry) {
        entries.add(entry);
        notifyAll();
    }

    /// Nothing more will come: who waits in vain hears why.
    synchronized void end(String why) {
        end = why;
        notifyAll();
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized <T extends E> List<T> all(Class<T> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// The first entry of a kind.
    <T extends E> T await(Class<T> kind) {
        return await(kind, _ -> true);
    }

    /// The first entry of a kind that is as wanted.
    <T extends E> T await(Class<T> kind, Predicate<? super T> wanted) {
        return await(kind, 1, wanted).getFirst();
    }

    /// As many entries of a kind, or more.
    <T extends E> List<T> await(Class<T> kind, int count) {
        return await(kind, count, _ -> true);
    }

    /// The entry at a place, from 0.
    synchronized E at(int index) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (entries.size() <= index) waitUntil(deadline, "entry " + index);
        return entries.get(index);
    }

    private synchronized <T extends E> List<T> await(Class<T> kind, int count, Predicate<? super T> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var found = all(kind).stream().filter(wanted).toList();
            if (found.size() >= count) return found;
            waitUntil(deadline, "%d × %s as wanted".formatted(count, kind.getSimpleName()));
        }
    }

    private synchronized void waitUntil(long deadline, String what) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || end != null) throw new AssertionError("expected %s, %s; there are:%s".formatted(what, end == null ? "waited in vain" : end, this));
        try {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, interrupted);
        }
    }

    @Override
    public synchronized String toString() {
        return entries.stream().map(entry -> "\n  " + entry).collect(Collectors.joining());
    }
}
