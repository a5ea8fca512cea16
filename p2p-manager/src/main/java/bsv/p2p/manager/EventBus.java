package bsv.p2p.manager;

import bsv.p2p.api.event.EventListener;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.manager.connection.PeerConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.BiPredicate;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/// Hands each event to each subscriber's own queue; never blocks, never fails. Events are given in one order per publisher. Those that a loop publishes find
/// their subscribers' threads at the end of its turn: one taken for the first of them would find no second one.
final class EventBus<E> {
    private final List<Subscriber<E>> subscribers = new CopyOnWriteArrayList<>();
    private final ThreadLocal<LoopTurn<E>> turns = ThreadLocal.withInitial(LoopTurn::new);
    private final Executor threads;
    private final ToLongFunction<? super E> weight;
    private final BiPredicate<SubscriptionOptions, ? super E> wanted;
    private volatile boolean closed;

    /// @param weight bytes that an event holds, 0 for those that hold next to nothing
    /// @param wanted which subscribers hear an event
    EventBus(Executor threads, ToLongFunction<? super E> weight, BiPredicate<SubscriptionOptions, ? super E> wanted) {
        this.threads = threads;
        this.weight = weight;
        this.wanted = wanted;
    }

    Subscriber<E> subscribe(EventListener<? super E> listener, SubscriptionOptions options) {
        return add(new Subscriber<>(listener, options, this, Long.MAX_VALUE, threads));
    }

    /// Each subscriber of the publisher has a queue of its own and gets as many events as it asks for.
    Flow.Publisher<E> publisher(SubscriptionOptions options, LongFunction<Optional<E>> lagged) {
        return flow -> {
            var adapter = new FlowListener<E>(flow, lagged);
            var subscriber = new Subscriber<>(adapter, options, this, 0, threads);
            adapter.begin(subscriber);
            add(subscriber);
        };
    }

    private Subscriber<E> add(Subscriber<E> subscriber) {
        subscribers.add(subscriber);
        if (closed) subscriber.finish();
        return subscriber;
    }

    /// A subscription ended.
    void remove(Subscriber<E> subscriber) {
        subscribers.remove(subscriber);
    }

    List<Subscriber<E>> subscribers() {
        return subscribers;
    }

    /// Bytes that an event holds.
    long weigh(E event) {
        return weight.applyAsLong(event);
    }

    boolean wants(SubscriptionOptions who, E event) {
        return wanted.test(who, event);
    }

    /// From any thread. Subscribers hear it at once.
    void publish(E event) {
        for (var subscriber : subscribers) {
            subscriber.offer(event);
            subscriber.wake();
        }
    }

    /// On a loop. Subscribers have it in their queues at once, and hear it after the loop's turn, or at once where many wait.
    void publish(E event, EventLoop loop) {
        for (var subscriber : subscribers) subscriber.offer(event);
        turns.get().endSoon(this, loop);
    }

    /// Publishes what a peer said, on its loop. Subscribers have it in their queues after the loop's turn, or with [#handOver()].
    ///
    /// @param from whose reading stops where a subscriber wants to hold back
    void publish(E event, PeerConnection from) {
        turns.get().add(this, event, from);
    }

    /// What was published on this loop in this turn goes to the subscribers' queues now.
    void handOver() {
        turns.get().handOver(this);
    }

    boolean isEmpty() {
        return subscribers.isEmpty();
    }

    /// Ends all subscriptions.
    void close() {
        closed = true;
        for (var subscriber : subscribers) subscriber.finish();
    }
}
