package bsv.p2p.transport;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.MessageCount;
import bsv.p2p.api.spi.LinkTraffic;
import bsv.p2p.codec.MessageCodecs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/// What went over one link, by command: a fixed place for each, so that counting makes nothing. Whoever counts what is sent takes turns, what is received is
/// counted on the loop alone; so an opaque write will do, which costs what a plain one does. Any thread reads.
final class Traffic {
    private static final List<String> NAMES = names();
    private static final Map<Command, Integer> ROWS = rows();
    private static final int OTHER = NAMES.size() - 1;
    /// The same by the record of a message, which is found more quickly than its name.
    private static final ClassValue<Integer> ROW_OF = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            return MessageCodecs.ALL.stream().filter(codec -> codec.type().equals(type)).findFirst().map(codec -> row(codec.command())).orElse(2 * OTHER);
        }
    };

    /// For each command, messages and bytes.
    private final AtomicLongArray sent = new AtomicLongArray(2 * NAMES.size());
    private final AtomicLongArray received = new AtomicLongArray(2 * NAMES.size());

    void sent(Message message, long bytes) {
        add(sent, ROW_OF.get(message.getClass()), bytes);
    }

    void sent(Command command, long bytes) {
        add(sent, row(command), bytes);
    }

    void received(Message message, long bytes) {
        add(received, ROW_OF.get(message.getClass()), bytes);
    }

    void received(Command command, long bytes) {
        add(received, row(command), bytes);
    }

    private static void add(AtomicLongArray counts, int row, long bytes) {
        counts.setOpaque(row, counts.getPlain(row) + 1);
        counts.setOpaque(row + 1, counts.getPlain(row + 1) + bytes);
    }

    LinkTraffic now() {
        return new LinkTraffic(counts(sent), counts(received));
    }

    private static int row(Command command) {
        return 2 * ROWS.getOrDefault(command, OTHER);
    }

    private static Map<String, MessageCount> counts(AtomicLongArray counts) {
        var byName = new HashMap<String, MessageCount>();
        for (int row = 0; row < NAMES.size(); row++) {
            long messages = counts.getOpaque(2 * row);
            if (messages > 0) byName.put(NAMES.get(row), new MessageCount(messages, counts.getOpaque(2 * row + 1)));
        }
        return byName;
    }

    private static List<String> names() {
        var names = new ArrayList<String>();
        for (var codec : MessageCodecs.ALL) names.add(codec.command().name());
        names.add(LinkTraffic.OTHER);
        return List.copyOf(names);
    }

    private static Map<Command, Integer> rows() {
        var rows = new HashMap<Command, Integer>();
        for (var codec : MessageCodecs.ALL) rows.put(codec.command(), rows.size());
        return Map.copyOf(rows);
    }
}
