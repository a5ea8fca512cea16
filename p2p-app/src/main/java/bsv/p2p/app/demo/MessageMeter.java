package bsv.p2p.app.demo;

import bsv.p2p.api.ConnectionSnapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Counts the messages of all connections, those that ended included, from snapshots taken now and then. Not safe to use from many
/// threads.
final class MessageMeter {
    /// The rate is that of the last two seconds.
    private static final Duration WINDOW = Duration.ofSeconds(2);

    private final ArrayDeque<Sample> samples = new ArrayDeque<>(List.of(new Sample(Duration.ZERO, 0)));
    private Map<UUID, Long> before = Map.of();
    private long total;
    private long peakRate;

    private record Sample(Duration at, long total) {}

    /// Takes a sample.
    ///
    /// @param now time since the beginning
    void sample(Collection<ConnectionSnapshot> connections, Duration now) {
        var counts = new HashMap<UUID, Long>();
        for (var connection : connections) {
            long count = connection.messagesReceived() + connection.messagesSent();
            long last = before.getOrDefault(connection.peerId(), 0L);
            total += count >= last ? count - last : count;
            counts.put(connection.peerId(), count);
        }
        before = counts;
        samples.addLast(new Sample(now, total));
        while (samples.size() > 2 && samples.getFirst().at().plus(WINDOW).compareTo(now) < 0) samples.removeFirst();
        peakRate = Math.max(peakRate, perSecond());
    }

    long total() {
        return total;
    }

    /// Messages a second now.
    long perSecond() {
        var span = samples.getLast().at().minus(samples.getFirst().at());
        return span.isZero() ? 0 : (samples.getLast().total() - samples.getFirst().total()) * 1000 / Math.max(1, span.toMillis());
    }

    /// The highest rate so far.
    long peakRate() {
        return peakRate;
    }
}
