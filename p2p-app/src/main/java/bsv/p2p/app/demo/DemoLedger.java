package bsv.p2p.app.demo;

import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.ControlEvent.ConnectionEstablished;
import bsv.p2p.api.event.ControlEvent.ConnectionFailed;
import bsv.p2p.api.event.ControlEvent.ConnectionLost;
import bsv.p2p.api.event.ControlEvent.ConnectionRestarting;
import bsv.p2p.api.event.ControlEvent.DiscoveryFinished;
import bsv.p2p.api.event.ControlEvent.HandshakeComplete;
import bsv.p2p.api.event.ControlEvent.PeerDiscovered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Keeps the accounts of the node under show: counts its events and notes when it reached its target. Safe to use from many threads.
final class DemoLedger {
    /// Durations kept of each kind; a demo may go on for days.
    private static final int MAX_KEPT = 10_000;

    private final int target;
    /// Established connections, and whether the peer opened them.
    private final Map<UUID, Boolean> standing = new HashMap<>();
    private final List<Duration> handshakes = new ArrayList<>();
    private final List<Duration> refills = new ArrayList<>();
    /// Since when the node is short of its target; empty while it is not.
    private Optional<Duration> shortSince = Optional.of(Duration.ZERO);
    private boolean wasReached;
    private int established;
    private int peak;
    private int peakOutbound;
    private int lost;
    private int failed;
    private int restarted;
    private int retried;
    private int found;
    private int added;
    private int byGossip;

    DemoLedger(int target) {
        this.target = target;
    }

    /// Enters an event.
    ///
    /// @param now time since the node under show began
    /// @return what it means, where it fills the last place
    synchronized Optional<DemoEvent> enter(ControlEvent event, Duration now) {
        switch (event) {
            case HandshakeComplete complete -> keep(handshakes, complete.took());
            case ConnectionEstablished(var peer, _, var inbound) -> {
                established++;
                standing.put(peer, inbound);
                peak = Math.max(peak, standing.size());
                peakOutbound = Math.max(peakOutbound, outbound());
                return fullAgain(now);
            }
            case ConnectionLost lostOne -> {
                lost++;
                standing.remove(lostOne.peerId());
                if (shortSince.isEmpty() && outbound() < target) shortSince = Optional.of(now);
            }
            case ConnectionFailed _ -> failed++;
            case ConnectionRestarting restarting -> {
                if (restarting.restarts() > 0) restarted++;
                else retried++;
            }
            case DiscoveryFinished finished -> {
                found += finished.found();
                added += finished.added();
            }
            case PeerDiscovered discovered when discovered.source().startsWith("addr") -> byGossip++;
            default -> { }
        }
        return Optional.empty();
    }

    /// Whether the target was ever reached.
    synchronized boolean wasReached() {
        return wasReached;
    }

    synchronized DemoSummary.Connections connections() {
        return new DemoSummary.Connections(established, peak, peakOutbound, lost, failed, restarted, retried, handshakes, refills);
    }

    synchronized DemoSummary.Discovery discovery() {
        return new DemoSummary.Discovery(found, added, byGossip);
    }

    private Optional<DemoEvent> fullAgain(Duration now) {
        if (shortSince.isEmpty() || outbound() < target) return Optional.empty();
        var took = now.minus(shortSince.get());
        var reached = new DemoEvent.TargetReached(outbound(), took, wasReached);
        if (wasReached) keep(refills, took);
        shortSince = Optional.empty();
        wasReached = true;
        return Optional.of(reached);
    }

    private int outbound() {
        return (int) standing.values().stream().filter(inbound -> !inbound).count();
    }

    private static void keep(List<Duration> durations, Duration one) {
        if (durations.size() < MAX_KEPT) durations.add(one);
    }
}
