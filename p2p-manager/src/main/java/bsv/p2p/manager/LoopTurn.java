package bsv.p2p.manager;

import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.manager.connection.PeerConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/// What peers said in this turn of a loop and no subscriber has in its queue yet. Some events at a time go there: a queue is locked once for all of them. On one
/// thread only.
final class LoopTurn<E> {
    private static final int MOST = 64;
    private static final long MOST_BYTES = 64 << 10;

    private final EventBus<E> bus;
    private final List<E> events = new ArrayList<>(MOST);
    private final List<PeerConnection> from = new ArrayList<>(MOST);
    private long bytes;
    /// Whether the loop will say when its turn is over.
    private boolean due;

    LoopTurn(EventBus<E> bus) {
        this.bus = bus;
    }

    void add(E event, PeerConnection peer) {
        events.add(event);
        from.add(peer);
        bytes += bus.weigh(event);
        if (events.size() >= MOST || bytes >= MOST_BYTES) handOver();
        if (!due) endSoon(peer.loop());
    }

    void handOver() {
        if (events.isEmpty()) return;
        for (var subscriber : bus.subscribers()) subscriber.offer(events, from);
        events.clear();
        from.clear();
        bytes = 0;
    }

    /// Whoever waits for events hears them when the turn is over.
    void endSoon(EventLoop loop) {
        if (due) return;
        due = true;
        try {
            loop.execute(this::end);
        } catch (RejectedExecutionException _) {
            end(); // The loop ends, and this is its last turn.
        }
    }

    private void end() {
        due = false;
        handOver();
        for (var subscriber : bus.subscribers()) subscriber.wake();
    }
}
