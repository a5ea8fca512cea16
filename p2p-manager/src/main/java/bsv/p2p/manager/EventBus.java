package bsv.p2p.manager;

import bsv.p2p.api.event.EventListener;
import bsv.p2p.api.event.SubscriptionOptions;
import bsv.p2p.manager.connection.PeerConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// Hands each event to each subscriber's own queue; never blocks, never fails. Events are given in one order per publisher.
final class EventBus<E> {
    private final List<Subscriber<E>> subscribers = new CopyOnWriteArrayList<>();
    private final Executor threads;
    private final ToLongFunction<? super E> weight;
    private volatile boolean closed;

    /// @param weight bytes that an event holds, 0 for those that hold next to nothing
    EventBus(Executor threads, ToLongFunction<? super E> weight) {
        this.threads = threads;
        this.weight = weight;
    }

    Subscriber<E> subscribe(EventListener<? super E> listener, SubscriptionOptions options) {
        return add(new Subscriber<>(listener, options, weight, Long.MAX_VALUE, threads, subscribers::remove));
    }

    /// Each subscriber of the publisher has a queue of its own and gets as many events as it asks for.
    Flow.Publisher<E> publisher(SubscriptionOptions options, LongFunction<Optional<E>> lagged) {
        return flow -> {
            var adapter = new FlowListener<E>(flow, lagged);
            var subscriber = new Subscriber<>(adapter, options, weight, 0, threads, subscribers::remove);
            adapter.begin(subscriber);
            add(subscriber);
        };
    }

    private Subscriber<E> add(Subscriber<E> subscriber) {
        subscribers.add(subscriber);
        if (closed) subscriber.finish();
        return subscriber;
    }

    void publish(E event) {
        for (var subscriber : subscribers) subscriber.offer(event, null);
    }

    /// Publishes what a peer said.
    ///
    /// @param from whose reading stops where a subscriber wants to hold back
    /// @param wanted which subscribers hear it
    void publish(E event, PeerConnection from, Predicate<SubscriptionOptions> wanted) {
        for (var subscriber : subscribers) if (wanted.test(subscriber.options())) subscriber.offer(event, from);
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
