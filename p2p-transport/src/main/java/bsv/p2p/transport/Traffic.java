package bsv.p2p.transport;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.MessageCount;
import bsv.p2p.api.spi.LinkTraffic;
import bsv.p2p.codec.MessageCodecs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What went over one link, by command. Whoever counts what is sent takes turns, what is received is counted on the loop alone. Any thread reads.
final class Traffic {
    private static final List<String> NAMES = names();
    private static final Map<Command, Integer> KINDS = kinds();
    private static final int OTHER = NAMES.size() - 1;
    /// The same by the record of a message, which is found more quickly than its name.
    private static final ClassValue<Integer> KIND_OF = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            return MessageCodecs.ALL.stream().filter(codec -> codec.type().equals(type)).findFirst().map(codec -> kind(codec.command())).orElse(OTHER);
        }
    };

    private final Counts sent = new Counts();
    private final Counts received = new Counts();

    /// Messages and bytes of each kind that there was. Most links see eight kinds of forty, and there may be ten thousand links: so a kind gets its
    /// place when its first message comes. Written by one thread at a time.
    private static final class Counts {
        /// Numbers of a place: the kind, its bytes, its messages. A place without messages is free.
        private static final int NUMBERS = 3;
        private static final int BYTES = 1;
        private static final int MESSAGES = 2;
        private static final int MORE = 4 * NUMBERS;

        private volatile long[] places = new long[MORE];
        /// Behind the last place that is taken.
        private int end;
        /// Of the last one.
        private int place;

        void add(int kind, long bytes) {
            if (end == 0 || places[place] != kind) place = placeOf(kind);
            var numbers = places;
            Counters.add(numbers, place + BYTES, bytes);
            Counters.addLast(numbers, place + MESSAGES, 1);
        }

        private int placeOf(int kind) {
            var numbers = places;
            for (int i = 0; i < end; i += NUMBERS) if (numbers[i] == kind) return i;
            if (end == numbers.length) places = Arrays.copyOf(numbers, end + MORE);
            int free = end;
            Counters.set(places, free, kind);
            end = free + NUMBERS;
            return free;
        }

        Map<String, MessageCount> now() {
            var byName = new HashMap<String, MessageCount>();
            var seen = places;
            for (int i = 0; i < seen.length; i += NUMBERS) {
                long messages = Counters.seeAll(seen, i + MESSAGES);
                if (messages > 0) byName.put(NAMES.get((int) Counters.see(seen, i)), new MessageCount(messages, Counters.see(seen, i + BYTES)));
            }
            return byName;
        }
    }

    void sent(Message message, long bytes) {
        sent.add(KIND_OF.get(message.getClass()), bytes);
    }

    void sent(Command command, long bytes) {
        sent.add(kind(command), bytes);
    }

    void received(Message message, long bytes) {
        received.add(KIND_OF.get(message.getClass()), bytes);
    }

    void received(Command command, long bytes) {
        received.add(kind(command), bytes);
    }

    LinkTraffic now() {
        return new LinkTraffic(sent.now(), received.now());
    }

    private static int kind(Command command) {
        return KINDS.getOrDefault(command, OTHER);
    }

    private static List<String> names() {
        var names = new ArrayList<String>();
        for (var codec : MessageCodecs.ALL) names.add(codec.command().name());
        names.add(LinkTraffic.OTHER);
        return List.copyOf(names);
    }

    private static Map<Command, Integer> kinds() {
        var kinds = new HashMap<Command, Integer>();
        for (var codec : MessageCodecs.ALL) kinds.put(codec.command(), kinds.size());
        return Map.copyOf(kinds);
    }
}
