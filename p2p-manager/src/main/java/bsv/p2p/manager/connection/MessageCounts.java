package bsv.p2p.manager.connection;

import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Unknown;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts messages by command. Unknown commands share a row, so that no peer can make rows. Thread-safe.
final class MessageCounts {
    private static final String OTHER = "other";
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void add(Message message) {
        counts.computeIfAbsent(message instanceof Unknown ? OTHER : message.command().name(), _ -> new LongAdder()).increment();
    }

    Map<String, Long> now() {
        var copy = new TreeMap<String, Long>();
        counts.forEach((command, count) -> copy.put(command, count.sum()));
        return copy;
    }

    void clear() {
        counts.clear();
    }
}
