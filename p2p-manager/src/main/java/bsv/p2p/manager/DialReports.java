package bsv.p2p.manager;

import bsv.p2p.api.DialReport;
import bsv.p2p.api.DialReport.Finding;
import bsv.p2p.api.DialReport.Hindrance;
import bsv.p2p.api.ManagerMode;
import java.util.EnumMap;
import java.util.Map;

/// Finds out why a node is, or is not, dialing.
final class DialReports {
    private DialReports() {}

    static DialReport of(Core core, Dialer dialer, ConnectionHost host, Candidates candidates) {
        var peers = new EnumMap<Hindrance, Long>(Hindrance.class);
        for (var hindrance : Hindrance.values()) peers.put(hindrance, 0L);
        var groups = candidates.usedNetgroups();
        try (var all = core.keeper.store().listAll()) {
            all.forEach(peer -> peers.merge(candidates.hindrance(peer, groups), 1L, Long::sum));
        }
        var limits = core.config().limits();
        int free = Math.max(limits.max() - core.places.reserved(), 0);
        return new DialReport(finding(core, dialer, free, peers), limits.target(), host.dialedWithPlace(), dialer.waitingCount(), free, peers);
    }

    private static Finding finding(Core core, Dialer dialer, int free, Map<Hindrance, Long> peers) {
        if (!core.isRunning()) return Finding.NOT_RUNNING;
        if (dialer.mode() == ManagerMode.FIXED_PEERS) return Finding.FIXED_PEERS_ONLY;
        if (dialer.shortBy() <= 0) return Finding.TARGET_REACHED;
        if (free == 0) return Finding.NO_PLACE;
        return peers.getOrDefault(Hindrance.NONE, 0L) == 0 ? Finding.NOBODY_TO_DIAL : Finding.DIALING;
    }
}
