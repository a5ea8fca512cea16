package bsv.p2p.store.json;

/// Finds the slot of a row by a key of the row, in about seven bytes an entry: open addressing over slot numbers, each with six bits of
/// its key's hash, so that hardly a row of another key is looked at. It is cut into shards that grow one by one; none takes long.
///
/// One thread writes. Others may read meanwhile and be told wrong, which they must find out; they never hang.
abstract class SlotIndex {
    static final int NONE = -1;
    private static final int SLOT_BITS = 26;
    /// No slot may be higher.
    static final int MAX_SLOT = (1 << SLOT_BITS) - 2;
    private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;
    private static final int SHARD_BITS = 10;
    private static final int SMALLEST = 4;

    /// An entry is the slot plus one under the bits of the hash; 0 is a free place.
    private final int[][] shards = new int[1 << SHARD_BITS][SMALLEST];
    private final int[] sizes = new int[1 << SHARD_BITS];
    private final long seed;

    /// An empty index.
    ///
    /// @param seed a secret, so that strangers cannot choose keys that meet in one place
    SlotIndex(long seed) {
        this.seed = seed;
    }

    /// The hash of the key of the row in a slot.
    abstract long hashOf(int slot);

    /// Whether the row in a slot has this key.
    abstract boolean matches(int slot, long high, long low, int more);

    final long hash(long high, long low, int more) {
        long hash = (high ^ seed) * 0x9e37_79b9_7f4a_7c15L;
        hash = (hash ^ (hash >>> 32) ^ low) * 0xbf58_476d_1ce4_e5b9L;
        hash = (hash ^ (hash >>> 29) ^ more) * 0x94d0_49bb_1331_11ebL;
        return hash ^ (hash >>> 32);
    }

    /// The slot of a key.
    ///
    /// @return [#NONE] if there is none
    final int find(long high, long low, int more) {
        long hash = hash(high, low, more);
        var shard = shards[shardOf(hash)];
        int mark = mark(hash);
        int place = home(hash, shard.length);
        for (int left = shard.length; left > 0 && shard[place] != 0; left--) {
            int slot = slotOf(shard[place]);
            if ((shard[place] & ~SLOT_MASK) == mark && slot >= 0 && matches(slot, high, low, more)) return slot;
            place = next(place, shard.length);
        }
        return NONE;
    }

    /// Adds the row in a slot, whose key must not be there.
    final void add(int slot) {
        long hash = hashOf(slot);
        int number = shardOf(hash);
        if (++sizes[number] * 5 > shards[number].length * 4) grow(number);
        put(shards[number], hash, slot);
    }

    /// Takes the row in a slot out. Its key must still be what it was when it was added.
    final void remove(int slot) {
        long hash = hashOf(slot);
        int number = shardOf(hash);
        var shard = shards[number];
        int hole = home(hash, shard.length);
        while (shard[hole] != (mark(hash) | (slot + 1))) hole = next(hole, shard.length);
        // Whoever stands behind the hole and would be looked for at or before it moves in.
        for (int place = next(hole, shard.length); shard[place] != 0; place = next(place, shard.length)) {
            int home = home(hashOf(slotOf(shard[place])), shard.length);
            if (distance(home, place, shard.length) < distance(hole, place, shard.length)) continue;
            shard[hole] = shard[place];
            hole = place;
        }
        shard[hole] = 0;
        sizes[number]--;
    }

    private void grow(int number) {
        var before = shards[number];
        var after = new int[before.length + before.length / 2];
        for (int entry : before) if (entry != 0) put(after, hashOf(slotOf(entry)), slotOf(entry));
        shards[number] = after;
    }

    private static void put(int[] shard, long hash, int slot) {
        int place = home(hash, shard.length);
        while (shard[place] != 0) place = next(place, shard.length);
        shard[place] = mark(hash) | (slot + 1);
    }

    private static int slotOf(int entry) {
        return (entry & SLOT_MASK) - 1;
    }

    private static int shardOf(long hash) {
        return (int) (hash >>> (64 - SHARD_BITS));
    }

    private static int mark(long hash) {
        return (int) (hash >>> 32) << SLOT_BITS;
    }

    private static int home(long hash, int length) {
        return (int) (((hash & 0xffff_ffffL) * length) >>> 32);
    }

    private static int next(int place, int length) {
        return place + 1 == length ? 0 : place + 1;
    }

    private static int distance(int from, int to, int length) {
        return to >= from ? to - from : to - from + length;
    }
}
