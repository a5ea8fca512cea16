package bsv.p2p.store.json;

import java.util.Arrays;

/// A set of slots, a bit for each. One thread writes, others may read and must find out whether it was at work.
final class SlotSet {
    private long[] bits = new long[1];
    private int size;

    int size() {
        return size;
    }

    /// Whether the slot was not in yet.
    boolean add(int slot) {
        int word = slot >> 6;
        if (word >= bits.length) bits = Arrays.copyOf(bits, word + word / 4 + 1);
        if ((bits[word] & 1L << slot) != 0) return false;
        bits[word] |= 1L << slot;
        size++;
        return true;
    }

    void remove(int slot) {
        bits[slot >> 6] &= ~(1L << slot);
        size--;
    }

    /// The first slot in the set from `from` on.
    ///
    /// @return [SlotIndex#NONE] if there is none
    int next(int from) {
        long first = -1L << from;
        for (int word = from >> 6; word < bits.length; word++, first = -1L) {
            long rest = bits[word] & first;
            if (rest != 0) return (word << 6) + Long.numberOfTrailingZeros(rest);
        }
        return SlotIndex.NONE;
    }
}
