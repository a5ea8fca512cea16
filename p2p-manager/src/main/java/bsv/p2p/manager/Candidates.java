package bsv.p2p.manager;

import bsv.p2p.api.DialReport.Hindrance;
import bsv.p2p.api.peer.Cidr;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.manager.connection.PeerConnection;
import bsv.p2p.manager.connection.Role;
import java.util.HashSet;
import java.util.Set;

/// Who may be dialed, and what keeps the others from it. Thread-safe.
final class Candidates {
    private final Core core;
    private final ConnectionHost host;
    private final BanDesk bans;

    Candidates(Core core, ConnectionHost host, BanDesk bans) {
        this.core = core;
        this.host = host;
        this.bans = bans;
    }

    boolean isBanned(Endpoint endpoint) {
        return bans.isBanned(endpoint.ip());
    }

    /// Whether this address must not be dialed now, whoever wants it.
    boolean isHeldOff(Endpoint endpoint) {
        return core.connections.dials(endpoint) || isBanned(endpoint);
    }

    /// The network groups of the outbound connections that stand or are under way.
    Set<Cidr> usedNetgroups() {
        var groups = new HashSet<Cidr>();
        for (var connection : core.connections.outbound()) if (host.hasPlace(connection)) groups.add(connection.address().ip().netgroup());
        return groups;
    }

    /// Whether another of the same network group is connected, where that counts.
    boolean isCrowdedOut(PeerConnection waiting) {
        return waiting.role().purpose() == Role.Purpose.DIALED && core.config().network().isPublic()
                && usedNetgroups().contains(waiting.address().ip().netgroup());
    }

    /// What keeps a peer from being dialed to fill the target.
    ///
    /// @param groups network groups that are taken, which count on public networks
    Hindrance hindrance(Peer peer, Set<Cidr> groups) {
        var network = core.config().network();
        var endpoint = peer.endpoint();
        var dialed = core.connections.dialing(endpoint);
        if (dialed.isPresent()) return host.hasPlace(dialed.get()) ? Hindrance.CONNECTED : Hindrance.WAITING;
        if (network.isPublic() && core.connections.has(endpoint.ip())) return Hindrance.CONNECTED;
        if (core.self.contains(endpoint)) return Hindrance.SELF;
        if (isBanned(endpoint)) return Hindrance.BANNED;
        if (!network.canReach(endpoint.ip())) return Hindrance.UNREACHABLE;
        if (!peer.isDialable(core.now())) return peer.isInaccessible() ? Hindrance.COOLING_DOWN : Hindrance.WAITING;
        return network.isPublic() && groups.contains(endpoint.ip().netgroup()) ? Hindrance.NETGROUP_TAKEN : Hindrance.NONE;
    }
}
