package bsv.p2p.manager.peers;

import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.manager.connection.PeerConnection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The addresses that wait to be told to one peer, and those it knows. Both are bounded: what finds no room is not told. Thread-safe.
final class Outbox {
    private static final int MOST_KNOWN = 2_000;
    private final PeerConnection connection;
    private final LinkedHashMap<Endpoint, TimestampedAddress> waiting = new LinkedHashMap<>();
    private final LinkedHashSet<Endpoint> known = new LinkedHashSet<>();
    private EventLoop.@Nullable Timeout sending;
    private EventLoop.@Nullable Timeout announcing;
    private boolean closed;

    Outbox(PeerConnection connection) {
        this.connection = connection;
    }

    PeerConnection connection() {
        return connection;
    }

    synchronized void knows(Endpoint endpoint) {
        if (known.add(endpoint) && known.size() > MOST_KNOWN) known.removeFirst();
    }

    synchronized void add(TimestampedAddress address) {
        if (!known.contains(address.address().endpoint())) addAgain(address);
    }

    /// Adds it even if the peer knows it: the time is new.
    synchronized void addAgain(TimestampedAddress address) {
        if (waiting.size() < Addr.MAX_ADDRESSES) waiting.put(address.address().endpoint(), address);
    }

    /// Everything that waits; from now on the peer knows it.
    synchronized List<TimestampedAddress> take() {
        var batch = List.copyOf(waiting.values());
        waiting.keySet().forEach(this::knows);
        waiting.clear();
        return batch;
    }

    synchronized void sending(EventLoop.Timeout timer) {
        sending = timer;
        if (closed) timer.cancel();
    }

    synchronized void announcing(EventLoop.Timeout timer) {
        announcing = timer;
        if (closed) timer.cancel();
    }

    /// Nothing is told any more.
    synchronized void close() {
        closed = true;
        if (sending != null) sending.cancel();
        if (announcing != null) announcing.cancel();
    }
}
