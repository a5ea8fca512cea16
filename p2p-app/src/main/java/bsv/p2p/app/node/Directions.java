package bsv.p2p.app.node;

import bsv.p2p.api.ConnectionSnapshot;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.event.ControlEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Who opened each connection, for events that do not tell. Remembers the last connections beyond their end, because messages are
/// delivered beside the control events and may come after them. Safe for many threads.
public final class Directions {
    private static final int REMEMBERED = 10_000;

    private final PeerManager manager;
    private final Map<UUID, Boolean> inbound = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// @param manager asked about connections that no event told of
    public Directions(PeerManager manager) {
        this.manager = manager;
    }

    /// Takes in what an event tells.
    public void learn(ControlEvent event) {
        switch (event) {
            case ControlEvent.InboundConnectionAccepted e -> remember(e.peerId(), true);
            case ControlEvent.HandshakeComplete e -> remember(e.peerId(), e.inbound());
            default -> {
                // nothing new
            }
        }
    }

    /// Empty if the connection is not known any more.
    public Optional<Boolean> inbound(UUID peerId) {
        synchronized (inbound) {
            var known = inbound.get(peerId);
            if (known != null) return Optional.of(known);
        }
        var asked = manager.connections().stream().filter(connection -> connection.peerId().equals(peerId)).map(ConnectionSnapshot::inbound).findFirst();
        asked.ifPresent(direction -> remember(peerId, direction));
        return asked;
    }

    private void remember(UUID peerId, boolean direction) {
        synchronized (inbound) {
            inbound.put(peerId, direction);
        }
    }
}
