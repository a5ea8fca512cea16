package bsv.p2p.store.json;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Slots to be taken in any order. Not safe for many threads.
final class SlotStack {
    private int[] slots = new int[16];
    private int size;

    void push(int slot) {
        if (size == slots.length) slots = Arrays.copyOf(slots, size + size / 2);
        slots[size++] = slot;
    }

    OptionalInt pop() {
        return size == 0 ? OptionalInt.empty() : OptionalInt.of(slots[--size]);
    }

    int size() {
        return size;
    }

    IntStream all() {
        return Arrays.stream(slots, 0, size);
    }
}
