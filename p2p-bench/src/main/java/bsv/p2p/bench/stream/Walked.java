package bsv.p2p.bench.stream;

/// What a walk found, to see that contenders did the same work.
///
/// @param fold all sizes, and ids where they were computed, folded to one number
record Walked(long transactions, long fold) {
    static long word(byte[] hash) {
        long word = 0;
        for (int i = 7; i >= 0; i--) word = (word << 8) | (hash[i] & 0xff);
        return word;
    }
}
