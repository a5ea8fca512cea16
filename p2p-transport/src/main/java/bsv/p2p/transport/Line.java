package bsv.p2p.transport;

import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// What waits to be written on one link, in the order in which it was sent. Any thread puts something in, the loop takes it out. Whoever calls holds
/// its lock, unless it says otherwise.
final class Line {
    private final ByteBufAllocator allocator;
    private final Writer writer;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(0);
    /// Those in the line that do not wait for others that do not flow; some may be under way already. Most links never have any.
    private volatile @Nullable Queue<Frame> urgent;
    /// The last in the line, while small messages may join it.
    private @Nullable Batch open;
    /// How large the last one became.
    private int usual;

    /// @param writer of the batches
    Line(ByteBufAllocator allocator, Writer writer) {
        this.allocator = allocator;
        this.writer = writer;
    }

    /// The last in the line, a new one if it takes nothing more.
    Batch batch() {
        var last = open;
        if (last == null) {
            last = new Batch(allocator, writer, usual);
            waiting.add(last);
            open = last;
        }
        return last;
    }

    /// Something joined the last batch.
    void joined(Batch batch) {
        if (batch.isFull()) open = null;
    }

    void add(Waiting next) {
        open = null;
        waiting.add(next);
    }

    /// Adds a frame that may also go first.
    void addUrgent(Frame next) {
        var all = urgent;
        if (all == null) {
            all = new ConcurrentLinkedQueue<>();
            urgent = all;
        }
        all.add(next);
        add(next);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    @Nullable Waiting next() {
        var next = waiting.poll();
        if (waiting.isEmpty()) open = null;
        if (next instanceof Batch batch) usual = batch.size();
        return next;
    }

    /// From any thread, without the lock, as what follows.
    @Nullable Waiting nextUrgent() {
        var all = urgent;
        return all == null ? null : all.poll();
    }

    boolean hasUrgent() {
        var all = urgent;
        return all != null && !all.isEmpty();
    }

    /// Forgets those whose turn came in the line. On the loop.
    void forgetBegun() {
        var all = urgent;
        if (all == null) return;
        for (var first = all.peek(); first != null && first.hasBegun(); first = all.peek()) all.remove();
    }

    /// Empties it.
    List<Waiting> takeAll() {
        synchronized (this) {
            urgent = null;
            var all = new ArrayList<>(waiting);
            waiting.clear();
            open = null;
            return all;
        }
    }
}
