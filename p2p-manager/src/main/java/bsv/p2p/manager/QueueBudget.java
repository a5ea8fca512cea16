package bsv.p2p.manager;

import java.util.function.ToLongFunction;

/// How much may wait in a queue: so many events, and so many bytes of them, beside one event that alone is larger than that. Not thread-safe.
final class QueueBudget<E> {
    private static final long SMALL = 4_096;

    private final int capacity;
    private final long capacityBytes;
    private final ToLongFunction<? super E> weight;
    private int events;
    private int large;
    private long bytes;

    /// @param weight bytes that an event holds
    QueueBudget(int capacity, long capacityBytes, ToLongFunction<? super E> weight) {
        this.capacity = capacity;
        this.capacityBytes = capacityBytes;
        this.weight = weight;
    }

    boolean hasRoomFor(E event) {
        if (events >= capacity) return false;
        long more = weight.applyAsLong(event);
        return more > capacityBytes ? large == 0 : bytes + more <= capacityBytes;
    }

    void add(E event) {
        count(event, 1);
    }

    void remove(E event) {
        count(event, -1);
    }

    /// Whether an event holds so little that a few more of them do not matter.
    boolean isSmall(E event) {
        return weight.applyAsLong(event) <= SMALL;
    }

    boolean isHalfFree() {
        return events <= capacity / 2 && bytes <= capacityBytes / 2;
    }

    private void count(E event, int sign) {
        events += sign;
        long more = weight.applyAsLong(event);
        if (more > capacityBytes) large += sign;
        else bytes += sign * more;
    }
}
