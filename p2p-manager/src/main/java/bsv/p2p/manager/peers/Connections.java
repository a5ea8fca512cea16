package bsv.p2p.manager.peers;

import bsv.p2p.api.ConnectionCounts;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.manager.connection.PeerConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// All connections by id, the outbound ones also by address, at most one of them per ip:port. Thread-safe.
public final class Connections {
    private final Map<UUID, PeerConnection> byId = new ConcurrentHashMap<>();
    private final Map<Endpoint, PeerConnection> outbound = new ConcurrentHashMap<>();

    /// Adds a connection.
    ///
    /// @return false if there is an outbound connection to this address already, or one with this id
    public boolean add(PeerConnection connection) {
        boolean dials = !connection.role().inbound();
        if (dials && outbound.putIfAbsent(connection.address(), connection) != null) return false;
        if (byId.putIfAbsent(connection.peerId(), connection) == null) return true;
        if (dials) outbound.remove(connection.address(), connection);
        return false;
    }

    public void remove(PeerConnection connection) {
        byId.remove(connection.peerId(), connection);
        outbound.remove(connection.address(), connection);
        if (byId.isEmpty()) {
            synchronized (byId) {
                byId.notifyAll();
            }
        }
    }

    /// Waits until there is no connection.
    ///
    /// @return whether there is none
    public boolean awaitNone(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (byId) {
            while (!byId.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) return false;
                byId.wait(left);
            }
            return true;
        }
    }

    public Optional<PeerConnection> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// The outbound connection to an address.
    public Optional<PeerConnection> dialing(Endpoint endpoint) {
        return Optional.ofNullable(outbound.get(endpoint));
    }

    public boolean dials(Endpoint endpoint) {
        return outbound.containsKey(endpoint);
    }

    /// Whether there is a connection with this address, dialed or not.
    public boolean has(IpAddress ip) {
        return byId.values().stream().anyMatch(connection -> connection.address().ip().equals(ip));
    }

    public Collection<PeerConnection> all() {
        return byId.values();
    }

    public Collection<PeerConnection> outbound() {
        return outbound.values();
    }

    /// Counts what is established.
    ///
    /// @param reserved places taken
    public ConnectionCounts counts(int reserved) {
        int inbound = 0;
        int dialed = 0;
        for (var connection : byId.values()) {
            if (!connection.isEstablished()) continue;
            if (connection.role().inbound()) inbound++;
            else dialed++;
        }
        return new ConnectionCounts(reserved, inbound + dialed, inbound, dialed);
    }
}
