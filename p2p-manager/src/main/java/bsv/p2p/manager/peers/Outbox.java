package bsv.p2p.manager.peers;

import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.manager.connection.PeerConnection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The addresses that wait to be told to one peer, and those it knows. Both are bounded: what finds no room is not told. Thread-safe.
final class Outbox {
    private static final int MOST_KNOWN = 2_000;
    private final PeerConnection connection;
    // Made when they are needed: most peers tell nothing and are told nothing.
    private Map<Endpoint, TimestampedAddress> waiting = Map.of();
    private Set<Endpoint> known = Set.of();
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
        if (known.isEmpty()) known = new LinkedHashSet<>();
        if (known.add(endpoint) && known.size() > MOST_KNOWN) known.remove(known.iterator().next());
    }

    /// Adds an address, unless the peer knows it.
    ///
    /// @return whether it is the first that waits
    synchronized boolean add(TimestampedAddress address) {
        return !known.contains(address.address().endpoint()) && addAgain(address);
    }

    /// As [#add] even if the peer knows it: the time is new.
    synchronized boolean addAgain(TimestampedAddress address) {
        boolean first = waiting.isEmpty();
        if (first) waiting = new LinkedHashMap<>();
        if (waiting.size() < Addr.MAX_ADDRESSES) waiting.put(address.address().endpoint(), address);
        return first;
    }

    /// Everything that waits; from now on the peer knows it.
    synchronized List<TimestampedAddress> take() {
        var batch = List.copyOf(waiting.values());
        waiting.keySet().forEach(this::knows);
        waiting = Map.of();
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
