package bsv.p2p.api.message;

/// Sets the filter that decides which transactions are announced. [bsv.p2p.api.chain.BloomFilter] makes and reads it. Nodes without the
/// bloom service ban for it. Source: BIP 37, bloom.h.
///
/// @param filter more than [#MAX_FILTER] bytes are punished
/// @param hashFunctions more than [#MAX_HASH_FUNCTIONS] are punished; unsigned 32 bit
/// @param tweak added to the seeds of the hash functions; unsigned 32 bit
/// @param flags 0..255: how a match changes the filter, 0 not at all, 1 adds the outpoint, 2 only for bare public keys
public record FilterLoad(Bytes filter, long hashFunctions, long tweak, int flags) implements Message {
    public static final Command COMMAND = new Command("filterload");
    /// Largest filter that is allowed, in bytes.
    public static final int MAX_FILTER = 36_000;
    /// Most hash functions that are allowed.
    public static final int MAX_HASH_FUNCTIONS = 50;

    public FilterLoad {
        if ((hashFunctions | tweak) >>> 32 != 0) throw new IllegalArgumentException("hashFunctions and tweak must be unsigned 32-bit numbers, are %d, %d".formatted(hashFunctions, tweak));
        if (flags >>> 8 != 0) throw new IllegalArgumentException("flags must be 0..255, are " + flags);
    }

    public boolean isWithinLimits() {
        return filter.length() <= MAX_FILTER && hashFunctions <= MAX_HASH_FUNCTIONS;
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
