package bsv.p2p.manager;

import bsv.p2p.api.event.EventListener;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.LongFunction;

/// A reactive subscriber as a listener.
final class FlowListener<E> implements EventListener<E> {
    private final Flow.Subscriber<? super E> flow;
    private final LongFunction<Optional<E>> lagged;
    private volatile boolean cancelled;

    /// @param lagged the event that tells of missed ones; empty if there is none of this kind
    FlowListener(Flow.Subscriber<? super E> flow, LongFunction<Optional<E>> lagged) {
        this.flow = flow;
        this.lagged = lagged;
    }

    void begin(Subscriber<E> subscriber) {
        flow.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long more) {
                if (more > 0) {
                    subscriber.request(more);
                    return;
                }
                cancel();
                flow.onError(new IllegalArgumentException("request must be more than 0, is " + more));
            }

            @Override
            public void cancel() {
                cancelled = true;
                subscriber.cancel();
            }
        });
    }

    @Override
    public void onEvent(E event) {
        flow.onNext(event);
    }

    @Override
    public void onLagged(long missed) {
        lagged.apply(missed).ifPresent(flow::onNext);
    }

    @Override
    public void onEnd() {
        if (!cancelled) flow.onComplete();
    }
}
