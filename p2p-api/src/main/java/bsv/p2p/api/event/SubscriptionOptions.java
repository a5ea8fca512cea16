package bsv.p2p.api.event;

import bsv.p2p.api.error.InvalidConfiguration;
import java.util.List;

/// How events wait for a subscriber.
///
/// @param name for logs and thread names
/// @param capacity events that may wait, 1 to 1,000,000
/// @param overflow what happens when so many wait
/// @param keepAlive whether ping and pong are wanted among the messages
public record SubscriptionOptions(String name, int capacity, Overflow overflow, boolean keepAlive) {
    /// 1,000 events, the oldest dropped, no ping and pong.
    public static final SubscriptionOptions DEFAULT = new SubscriptionOptions("subscriber", 1_000, Overflow.DROP_OLDEST, false);

    public SubscriptionOptions {
        if (capacity < 1 || capacity > 1_000_000) throw new InvalidConfiguration(List.of("capacity must be 1..1000000, is " + capacity));
    }

    /// What to do with an event for which there is no room.
    public enum Overflow {
        /// The oldest waiting one goes; the subscriber hears how many it missed.
        DROP_OLDEST,
        /// The peers whose messages would not fit are not read from until there is room. Control events are dropped as above.
        HOLD_BACK
    }

    public SubscriptionOptions withName(String newName) {
        return new SubscriptionOptions(newName, capacity, overflow, keepAlive);
    }

    public SubscriptionOptions withCapacity(int newCapacity) {
        return new SubscriptionOptions(name, newCapacity, overflow, keepAlive);
    }

    public SubscriptionOptions withOverflow(Overflow newOverflow) {
        return new SubscriptionOptions(name, capacity, newOverflow, keepAlive);
    }

    public SubscriptionOptions withKeepAlive(boolean wanted) {
        return new SubscriptionOptions(name, capacity, overflow, wanted);
    }
}
