package bsv.p2p.manager;

import bsv.p2p.api.message.MessageCount;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkTraffic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What went over all links together. Each link counts for itself; only when it is over its counts are added here, so a message costs nothing
/// more. Thread-safe.
final class TrafficTotals {
    private final Map<String, MessageCount> sent = new HashMap<>();
    private final Map<String, MessageCount> received = new HashMap<>();
    private final Set<Link> live = new HashSet<>();

    synchronized void begin(Link link) {
        live.add(link);
    }

    /// Takes over what the link counted, once.
    synchronized void end(Link link) {
        if (live.remove(link)) add(link.traffic(), sent, received);
    }

    /// What the links that are over counted, and those that live so far.
    synchronized LinkTraffic now() {
        var allSent = new HashMap<>(sent);
        var allReceived = new HashMap<>(received);
        for (var link : live) add(link.traffic(), allSent, allReceived);
        return new LinkTraffic(allSent, allReceived);
    }

    private static void add(LinkTraffic traffic, Map<String, MessageCount> sent, Map<String, MessageCount> received) {
        traffic.sent().forEach((command, count) -> sent.merge(command, count, MessageCount::plus));
        traffic.received().forEach((command, count) -> received.merge(command, count, MessageCount::plus));
    }
}
