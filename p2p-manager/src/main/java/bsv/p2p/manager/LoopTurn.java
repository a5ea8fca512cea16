package bsv.p2p.manager;

import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.manager.connection.PeerConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/// What peers said in this turn of a loop and no subscriber has in its queue yet. Some events at a time go there: a queue is locked once for all of them.
/// While many come, subscribers hear of them a moment later, and of those of the next turn with them: to have a thread begin costs as much as a hundred
/// small messages. On one thread only, which keeps it for good: it knows the bus only while something waits.
final class LoopTurn<E> {
    private static final int MOST = 64;
    private static final long MOST_BYTES = 64 << 10;
    /// So many in one turn come from peers who have more to say.
    private static final int STREAM = 256;
    private static final Duration PAUSE = Duration.ofNanos(100_000);

    private final List<E> events = new ArrayList<>(MOST);
    private final List<PeerConnection> from = new ArrayList<>(MOST);
    private long bytes;
    /// Events since subscribers last heard of some.
    private int count;
    /// Whether the loop will say when it is time to hear.
    private boolean due;

    void add(EventBus<E> bus, E event, PeerConnection peer) {
        events.add(event);
        from.add(peer);
        bytes += bus.weigh(event);
        count++;
        if (events.size() >= MOST || bytes >= MOST_BYTES) handOver(bus);
        if (!due) endSoon(bus, peer.loop());
    }

    void handOver(EventBus<E> bus) {
        if (events.isEmpty()) return;
        for (var subscriber : bus.subscribers()) subscriber.offer(events, from);
        events.clear();
        from.clear();
        bytes = 0;
    }

    /// Whoever waits for events hears them when the turn is over, or a moment later.
    void endSoon(EventBus<E> bus, EventLoop loop) {
        if (due) return;
        due = true;
        orAtOnce(bus, () -> loop.execute(() -> end(bus, loop)));
    }

    private void end(EventBus<E> bus, EventLoop loop) {
        if (count < STREAM) wakeAll(bus);
        else orAtOnce(bus, () -> loop.schedule(() -> wakeAll(bus), PAUSE));
    }

    /// A loop that ends takes no task any more: this is its last turn.
    private void orAtOnce(EventBus<E> bus, Runnable handing) {
        try {
            handing.run();
        } catch (RejectedExecutionException _) {
            wakeAll(bus);
        }
    }

    private void wakeAll(EventBus<E> bus) {
        due = false;
        count = 0;
        handOver(bus);
        for (var subscriber : bus.subscribers()) subscriber.wake();
    }
}
