package bsv.p2p.api.event;

/// Hears events, one at a time, in order, on a thread of its own: it may block, and delays nobody but itself. What it throws is
/// logged and counted; the next event comes all the same.
///
/// @param <E> the event
@FunctionalInterface
public interface EventListener<E> {
    void onEvent(E event);

    /// The listener was too slow, and `missed` events were dropped before the next one.
    default void onLagged(long missed) {}

    /// No more events will come: the subscription was cancelled or the node stopped.
    default void onEnd() {}
}
