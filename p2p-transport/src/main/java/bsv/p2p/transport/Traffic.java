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
        private static final int MORE = 4;
        private volatile Places places = new Places(new byte[MORE], new long[2 * MORE]);
        private int taken;
        /// Of the last one.
        private int place;

        private static final class Places {
            /// What is counted at each place.
            final byte[] kinds;
            /// For each place messages and bytes; a place without messages is free.
            final long[] values;

            Places(byte[] kinds, long[] values) {
                this.kinds = kinds;
                this.values = values;
            }

            Places longer() {
                return new Places(Arrays.copyOf(kinds, kinds.length + MORE), Arrays.copyOf(values, values.length + 2 * MORE));
            }
        }

        void add(int kind, long bytes) {
            if (taken == 0 || places.kinds[place] != kind) place = placeOf(kind);
            var values = places.values;
            Counters.add(values, 2 * place + 1, bytes);
            Counters.addLast(values, 2 * place, 1);
        }

        private int placeOf(int kind) {
            var kinds = places.kinds;
            for (int i = 0; i < taken; i++) if (kinds[i] == kind) return i;
            if (taken == kinds.length) places = places.longer();
            places.kinds[taken] = (byte) kind;
            return taken++;
        }

        Map<String, MessageCount> now() {
            var byName = new HashMap<String, MessageCount>();
            var seen = places;
            for (int i = 0; i < seen.kinds.length; i++) {
                long messages = Counters.seeAll(seen.values, 2 * i);
                if (messages > 0) byName.put(NAMES.get(seen.kinds[i]), new MessageCount(messages, Counters.see(seen.values, 2 * i + 1)));
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
