package bsv.p2p.api.error;

import java.util.UUID;

/// No peer has this id: it never had, was removed, or was an inbound session that is over.
public class PeerNotFound extends P2pException {
    private static final long serialVersionUID = 1L;
    private final UUID id;

    public PeerNotFound(UUID id) {
        super("no peer has the id " + id);
        this.id = id;
    }

    public UUID id() {
        return id;
    }
}
