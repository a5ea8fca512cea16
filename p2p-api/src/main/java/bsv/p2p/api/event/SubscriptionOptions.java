package bsv.p2p.api.event;

import bsv.p2p.api.error.InvalidConfiguration;
import java.util.ArrayList;

/// How events wait for a subscriber.
///
/// @param name for logs and thread names
/// @param capacity events that may wait, 1 to 1,000,000
/// @param capacityBytes bytes of messages that may wait, 64 KiB or more; one message may be larger, alone
/// @param overflow what happens when more would wait
/// @param keepAlive whether ping and pong are wanted among the messages
public record SubscriptionOptions(String name, int capacity, long capacityBytes, Overflow overflow, boolean keepAlive) {
    /// 1,000 events, 16 MiB of messages, the oldest dropped, no ping and pong.
    public static final SubscriptionOptions DEFAULT = new SubscriptionOptions("subscriber", 1_000, 16L << 20, Overflow.DROP_OLDEST, false);

    public SubscriptionOptions {
        var problems = new ArrayList<String>();
        if (capacity < 1 || capacity > 1_000_000) problems.add("capacity must be 1..1000000, is " + capacity);
        if (capacityBytes < 65_536) problems.add("capacityBytes must be 65536 or more, is " + capacityBytes);
        InvalidConfiguration.throwIfAny(problems);
    }

    /// What to do with an event for which there is no room.
    public enum Overflow {
        /// The oldest waiting one goes; the subscriber hears how many it missed.
        DROP_OLDEST,
        /// The peers whose messages would not fit are not read from until there is room. Control events are dropped as above.
        HOLD_BACK
    }

    public SubscriptionOptions withName(String newName) {
        return new SubscriptionOptions(newName, capacity, capacityBytes, overflow, keepAlive);
    }

    public SubscriptionOptions withCapacity(int newCapacity) {
        return new SubscriptionOptions(name, newCapacity, capacityBytes, overflow, keepAlive);
    }

    public SubscriptionOptions withCapacityBytes(long newCapacityBytes) {
        return new SubscriptionOptions(name, capacity, newCapacityBytes, overflow, keepAlive);
    }

    public SubscriptionOptions withOverflow(Overflow newOverflow) {
        return new SubscriptionOptions(name, capacity, capacityBytes, newOverflow, keepAlive);
    }

    public SubscriptionOptions withKeepAlive(boolean wanted) {
        return new SubscriptionOptions(name, capacity, capacityBytes, overflow, wanted);
    }
}
