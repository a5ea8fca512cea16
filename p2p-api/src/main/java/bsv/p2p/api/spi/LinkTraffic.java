package bsv.p2p.api.spi;

import bsv.p2p.api.message.MessageCount;
import java.util.Map;

/// What went over a link so far, by command; those without a type of their own together as [#OTHER], so that no peer can make rows. A message
/// sent counts when it is handed over, one received when it is whole, a large payload when its end was sent or came. Frames that are no
/// message count in [LinkCounters#bytesReceived] alone.
public record LinkTraffic(Map<String, MessageCount> sent, Map<String, MessageCount> received) {
    /// The row of commands that have no type.
    public static final String OTHER = "other";

    public LinkTraffic {
        sent = Map.copyOf(sent);
        received = Map.copyOf(received);
    }
}
