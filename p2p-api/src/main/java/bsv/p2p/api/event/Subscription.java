package bsv.p2p.api.event;

/// A running subscription. Safe to use from any thread.
public interface Subscription extends AutoCloseable {
    /// Ends it: waiting events are dropped, [EventListener#onEnd] is the last call. Does nothing the second time.
    void cancel();

    boolean isActive();

    /// Events dropped since the subscription began.
    long missed();

    /// As [#cancel()].
    @Override
    default void close() {
        cancel();
    }
}
