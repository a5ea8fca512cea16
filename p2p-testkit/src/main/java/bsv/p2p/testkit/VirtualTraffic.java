package bsv.p2p.testkit;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.MessageCount;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.spi.LinkTraffic;
import java.util.HashMap;
import java.util.Map;

/// Counts messages by command; bytes are 0.
final class VirtualTraffic {
    private final Map<String, MessageCount> sent = new HashMap<>();
    private final Map<String, MessageCount> received = new HashMap<>();

    void sent(Message message) {
        count(sent, name(message));
    }

    void sent(Command command) {
        count(sent, command.name());
    }

    void received(Message message) {
        count(received, name(message));
    }

    void received(Command command) {
        count(received, command.name());
    }

    LinkTraffic now() {
        return new LinkTraffic(sent, received);
    }

    private static String name(Message message) {
        return message instanceof Unknown ? LinkTraffic.OTHER : message.command().name();
    }

    private static void count(Map<String, MessageCount> counts, String name) {
        counts.merge(name, new MessageCount(1, 0), MessageCount::plus);
    }
}
