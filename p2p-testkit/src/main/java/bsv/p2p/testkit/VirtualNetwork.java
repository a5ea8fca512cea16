package bsv.p2p.testkit;

import bsv.p2p.api.error.ListenerBindFailed;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.LinkOptions;
import bsv.p2p.api.spi.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A network in one thread and on virtual time: whole managers and scripted peers talk over links that hand messages over after a
/// latency, and an hour passes in a moment. What goes wrong is a [FaultPlan]'s. Same inputs, same run.
///
/// Whoever calls [#run] or [#runUntil] is the thread on which everything happens. Tasks may be given from other threads.
public final class VirtualNetwork {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final Map<Endpoint, VirtualListener> listeners = new HashMap<>();
    private final Set<IpAddress> silent = new HashSet<>();
    private final EventLoop loop = new Loop();
    private final Duration latency;
    private final FaultPlan plan;
    private long nanos;
    private long sequence;
    private int nextPort = 40_000;
    private volatile @Nullable Thread running;

    /// A network on which everything arrives after `latency`.
    public VirtualNetwork(Duration latency) {
        this(latency, new FaultPlan(0));
    }

    /// A network on which things go wrong as `plan` says.
    public VirtualNetwork(Duration latency, FaultPlan plan) {
        this.latency = latency;
        this.plan = plan;
    }

    /// The time of day, which starts at the beginning of 2026.
    public InstantSource clock() {
        return () -> BEGINNING.plusNanos(nanos);
    }

    /// The one loop of this network.
    public EventLoop loop() {
        return loop;
    }

    /// Runs tasks that may block elsewhere: here they come as tasks of their own.
    public Executor blocking() {
        return task -> later(task, 0);
    }

    /// A transport for the host with this address.
    public Transport transport(IpAddress host) {
        return new VirtualTransport(this, host);
    }

    /// From now on nothing answers at this address: dials time out.
    public void silence(IpAddress host) {
        silent.add(host);
    }

    /// Lets time pass.
    public void run(Duration time) {
        long end = nanos + time.toNanos();
        while (next(end)) {
            // each step runs one task
        }
        nanos = end;
    }

    /// Lets time pass until something holds.
    ///
    /// @return whether it did within `atMost`
    public boolean runUntil(BooleanSupplier condition, Duration atMost) {
        long end = nanos + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (!next(end)) {
                nanos = end;
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    /// Whether nothing waits for its time any more: no delivery, no timer.
    public boolean isIdle() {
        synchronized (tasks) {
            tasks.removeIf(task -> task.cancelled);
            return tasks.isEmpty();
        }
    }

    /// Does something that waits for this network on a thread of its own, and lets time pass meanwhile.
    public void runWhile(Runnable waiting) {
        var thread = Thread.ofPlatform().daemon().start(waiting);
        while (thread.isAlive()) {
            if (!next(nanos + 1_000_000)) nanos += 1_000;
            Thread.onSpinWait();
        }
    }

    private boolean next(long end) {
        Task task;
        synchronized (tasks) {
            task = tasks.peek();
            if (task == null || task.at > end) return false;
            tasks.remove();
        }
        nanos = Math.max(nanos, task.at);
        running = Thread.currentThread();
        try {
            if (!task.cancelled) task.work.run();
        } finally {
            running = null;
        }
        return true;
    }

    Task later(Runnable work, long delayNanos) {
        synchronized (tasks) {
            var task = new Task(work, nanos + delayNanos, sequence++);
            tasks.add(task);
            return task;
        }
    }

    Task afterLatency(Runnable work) {
        return later(work, latency.toNanos());
    }

    long nanos() {
        return nanos;
    }

    long latencyNanos() {
        return latency.toNanos();
    }

    FaultPlan plan() {
        return plan;
    }

    int freePort() {
        nextPort = nextPort == 65_535 ? 40_000 : nextPort + 1;
        return nextPort;
    }

    VirtualListener listen(Endpoint wanted, LinkOptions options, Transport.LinkAcceptor acceptor) {
        var local = wanted.port() == 0 ? new Endpoint(wanted.ip(), freePort()) : wanted;
        var listener = new VirtualListener(this, local, acceptor);
        if (listeners.putIfAbsent(local, listener) != null) throw new ListenerBindFailed("cannot listen on " + local + ": address in use");
        return listener;
    }

    void unbind(VirtualListener listener) {
        listeners.remove(listener.local(), listener);
    }

    Optional<VirtualListener> listenerAt(Endpoint endpoint) {
        return Optional.ofNullable(listeners.get(endpoint));
    }

    boolean isSilent(IpAddress host) {
        return silent.contains(host);
    }

    private final class Loop implements EventLoop {
        @Override
        public boolean inLoop() {
            return Thread.currentThread().equals(running);
        }

        @Override
        public void execute(Runnable task) {
            later(task, 0);
        }

        @Override
        public Timeout schedule(Runnable task, Duration delay) {
            var waiting = later(task, delay.toNanos());
            return () -> waiting.cancelled = true;
        }

        @Override
        public long nanoTime() {
            return nanos;
        }
    }

    static final class Task implements Comparable<Task> {
        private final Runnable work;
        private final long at;
        private final long order;
        private volatile boolean cancelled;

        private Task(Runnable work, long at, long order) {
            this.work = work;
            this.at = at;
            this.order = order;
        }

        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
