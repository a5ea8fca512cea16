package bsv.p2p.manager;

import bsv.p2p.api.event.EventListener;
import bsv.p2p.api.event.Subscription;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.manager.connection.PeerConnection;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A listener and the bounded queue before it. Whoever publishes only puts into the queue; a thread is taken while events wait and
/// given back when none do.
final class Subscriber<E> implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
    /// When so great a part of the events that may wait does, they wait no longer for the end of a turn of the loop.
    private static final int SHARE_AT_ONCE = 4;
    /// Of the events that may wait, one in so many is taken at a time.
    private static final int SHARE_TAKEN = 16;
    private static final int MOST_TAKEN = 256;

    private final EventListener<? super E> listener;
    private final SubscriptionOptions options;
    private final QueueBudget<E> budget;
    private final Executor threads;
    private final EventBus<E> bus;
    private final ArrayDeque<E> queue = new ArrayDeque<>();
    private final Set<PeerConnection> held = new HashSet<>();
    private volatile Phase phase = Phase.OPEN;
    private long demand;
    private long missed;
    private long untold;
    private final int atOnce;
    private final int mostTaken;
    private boolean running;
    private boolean complained;

    private enum Phase {
        OPEN,
        /// What waits is still handed out, then comes the end.
        FINISHING,
        /// The end comes next.
        CANCELLED, ENDED
    }

    /// @param bus where its events come from; told when the subscription ends
    /// @param demand events asked for so far; `Long.MAX_VALUE` for all
    Subscriber(EventListener<? super E> listener, SubscriptionOptions options, EventBus<E> bus, long demand, Executor threads) {
        this.listener = listener;
        this.options = options;
        this.atOnce = Math.max(1, options.capacity() / SHARE_AT_ONCE);
        this.mostTaken = Math.clamp(options.capacity() / SHARE_TAKEN, 1, MOST_TAKEN);
        this.budget = new QueueBudget<>(options.capacity(), options.capacityBytes(), bus::weigh);
        this.demand = demand;
        this.threads = threads;
        this.bus = bus;
    }

    /// Queues an event. If there is no room, the oldest goes. Heard after [#wake()], or at once where many wait.
    void offer(E event) {
        boolean many;
        synchronized (queue) {
            if (phase != Phase.OPEN || !bus.wants(options, event)) return;
            add(event, null);
            many = areMany();
        }
        if (many) wake();
    }

    /// Queues what peers said. Where there is no room, the oldest goes, or the peer is not read from until there is. Heard after [#wake()], or at once where
    /// many wait.
    ///
    /// @param from who said each
    void offer(List<E> events, List<PeerConnection> from) {
        boolean many;
        synchronized (queue) {
            if (phase != Phase.OPEN) return;
            for (int i = 0; i < events.size(); i++) if (bus.wants(options, events.get(i))) add(events.get(i), from.get(i));
            many = areMany();
        }
        if (many) wake();
    }

    private boolean areMany() {
        return !running && queue.size() >= atOnce;
    }

    private void add(E event, @Nullable PeerConnection from) {
        if (!budget.hasRoomFor(event)) makeRoom(event, from);
        queue.add(event);
        budget.add(event);
    }

    private void makeRoom(E event, @Nullable PeerConnection from) {
        if (from != null && options.overflow() == SubscriptionOptions.Overflow.HOLD_BACK) {
            if (held.add(from)) from.hold();
            return;
        }
        while (!budget.hasRoomFor(event)) {
            takeFirst();
            missed++;
            untold++;
        }
    }

    private E takeFirst() {
        var first = queue.remove();
        budget.remove(first);
        return first;
    }

    /// Asks for more events.
    void request(long more) {
        synchronized (queue) {
            demand = demand + more < 0 ? Long.MAX_VALUE : demand + more;
        }
        wake();
    }

    /// Takes a thread if there is something to hear and it has none.
    void wake() {
        synchronized (queue) {
            if (running || !hasWork()) return;
            running = true;
        }
        threads.execute(this::drain);
    }

    private boolean hasWork() {
        return switch (phase) {
            case OPEN -> !queue.isEmpty() && demand > 0;
            case FINISHING -> queue.isEmpty() || demand > 0;
            case CANCELLED -> true;
            case ENDED -> false;
        };
    }

    private void drain() {
        var some = new ArrayDeque<E>(mostTaken);
        while (true) {
            long lag;
            synchronized (queue) {
                if (!hasWork()) {
                    running = false;
                    return;
                }
                if (queue.isEmpty()) {
                    phase = Phase.ENDED;
                    running = false;
                    break;
                }
                takeSome(some);
                lag = untold;
                untold = 0;
                if (budget.isHalfFree()) releaseHeld();
            }
            if (lag > 0) guarded(() -> listener.onLagged(lag));
            while (!some.isEmpty() && phase != Phase.CANCELLED) hear(some.remove());
            some.clear();
        }
        guarded(listener::onEnd);
    }

    private void hear(E event) {
        guarded(() -> listener.onEvent(event));
    }

    /// More than one where many wait and are small, so that the lock costs little: then a few are neither waiting nor heard yet.
    private void takeSome(Queue<E> some) {
        do {
            some.add(takeFirst());
            if (demand != Long.MAX_VALUE) demand--;
        } while (some.size() < mostTaken && demand > 0 && !queue.isEmpty() && budget.isSmall(queue.element()));
    }

    /// What a listener throws is its own affair; one complaint is enough.
    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error thrown) {
            if (!complained) LOG.atWarn().addKeyValue("subscriber", options.name()).setCause(thrown).log("a listener failed; it hears on, further failures are not logged");
            complained = true;
        }
    }

    private void releaseHeld() {
        held.forEach(PeerConnection::release);
        held.clear();
    }

    @Override
    public void cancel() {
        end(Phase.CANCELLED);
    }

    /// Ends it after what waits was handed out.
    void finish() {
        end(Phase.FINISHING);
    }

    private void end(Phase how) {
        synchronized (queue) {
            if (phase == Phase.CANCELLED || phase == Phase.ENDED || phase == how) return;
            phase = how;
            if (how == Phase.CANCELLED) queue.clear();
            releaseHeld();
        }
        bus.remove(this);
        wake();
    }

    @Override
    public boolean isActive() {
        synchronized (queue) {
            return phase == Phase.OPEN;
        }
    }

    @Override
    public long missed() {
        synchronized (queue) {
            return missed;
        }
    }
}
