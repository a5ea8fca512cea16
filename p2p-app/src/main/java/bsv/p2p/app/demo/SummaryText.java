package bsv.p2p.app.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The summary for people.
final class SummaryText {
    private SummaryText() {}

    static List<String> of(DemoSummary summary) {
        var connections = summary.connections();
        var discovery = summary.discovery();
        return List.of(
                "After %s with %d nodes, %d killed on the way and %d started again:".formatted(EventText.seconds(summary.length()), summary.nodes(),
                        summary.killed(), summary.revived()),
                line("connections", "%d at once, %d of %d outbound; %d in all, %d lost, %d failed".formatted(connections.peak(),
                        connections.peakOutbound(), summary.target(), connections.established(), connections.lost(), connections.failed())),
                line("dialed again", "%d at once, %d after a wait".formatted(connections.restarted(), connections.retried())),
                line("filled again", refills(connections.refills())),
                line("handshakes", range(connections.handshakes())),
                line("peers found", "%d from the DNS seed (%d of them new), %d by gossip".formatted(discovery.found(), discovery.added(),
                        discovery.byGossip())),
                line("chain", "height %d; %d blocks and %d transactions relayed".formatted(summary.relay().height(), summary.relay().blocks(),
                        summary.relay().transactions())),
                line("messages", "%d in all, %d a second, at most %d".formatted(summary.messages().total(), summary.messagesPerSecond(),
                        summary.messages().peakRate())),
                summary.verdict());
    }

    private static String line(String label, String text) {
        return "  %-14s%s".formatted(label, text);
    }

    private static String refills(List<Duration> refills) {
        if (refills.isEmpty()) return "never";
        var slowest = refills.stream().max(Duration::compareTo).orElseThrow();
        return (refills.size() == 1 ? "once" : refills.size() + " times") + " to the target, within " + EventText.seconds(slowest);
    }

    private static String range(List<Duration> sorted) {
        if (sorted.isEmpty()) return "none";
        return "%s to %s, half within %s".formatted(millis(sorted.getFirst()), millis(sorted.getLast()), millis(sorted.get(sorted.size() / 2)));
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }
}
