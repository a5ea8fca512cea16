package bsv.p2p.api.chain;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.FilterLoad;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.TxInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A set that may say yes to what was never put in, but never no to what was: what [FilterLoad] carries. Source: BIP 37, bloom.h.
///
/// Not safe for many threads.
public final class BloomFilter {
    /// Each hash function has its own multiple of this as seed.
    private static final int SEED_STEP = 0xfba4_c795;
    /// The bits of the flags that say how a match changes the filter.
    private static final int UPDATE = 3;
    private static final int UPDATE_ALL = 1;
    private static final int UPDATE_BARE_KEYS = 2;
    private static final double LN2 = Math.log(2);

    private final byte[] bits;
    private final int hashFunctions;
    private final long tweak;
    private final int flags;

    private BloomFilter(byte[] bits, int hashFunctions, long tweak, int flags) {
        this.bits = bits;
        this.hashFunctions = hashFunctions;
        this.tweak = tweak;
        this.flags = flags;
    }

    /// An empty filter, as large as it must be but within the limits of the protocol: above some 20,000 elements at a rate of 0.1 % it says yes
    /// more often than asked for.
    ///
    /// @param elements how many will be put in, at least 1
    /// @param falsePositiveRate how often it may wrongly say yes, above 0 and below 1
    /// @param tweak any number, unsigned 32 bit: other peers cannot tell from two filters what both hold
    /// @param flags 0, 1 or 2, see [FilterLoad#flags()]
    public static BloomFilter create(int elements, double falsePositiveRate, long tweak, int flags) {
        if (elements < 1 || !(falsePositiveRate > 0 && falsePositiveRate < 1)) {
            throw new IllegalArgumentException("expected at least 1 element and a rate between 0 and 1, found %d and %s".formatted(elements, falsePositiveRate));
        }
        double wantedBits = -elements * Math.log(falsePositiveRate) / (LN2 * LN2);
        int bytes = Math.max(1, (int) Math.min(wantedBits, FilterLoad.MAX_FILTER * 8) / 8);
        int functions = Math.clamp((long) (bytes * 8L / (double) elements * LN2), 1, FilterLoad.MAX_HASH_FUNCTIONS);
        return of(new FilterLoad(Bytes.wrap(new byte[bytes]), functions, tweak, flags));
    }

    /// The filter that a peer set.
    ///
    /// @throws IllegalArgumentException if it is beyond the limits of the protocol
    public static BloomFilter of(FilterLoad message) {
        if (!message.isWithinLimits()) {
            throw new IllegalArgumentException("expected at most 36000 bytes and 50 hash functions, found %d and %d".formatted(message.filter().length(), message.hashFunctions()));
        }
        return new BloomFilter(message.filter().toArray(), (int) message.hashFunctions(), message.tweak(), message.flags());
    }

    public void insert(Bytes element) {
        if (bits.length == 0) return;
        for (int function = 0; function < hashFunctions; function++) {
            int bit = bit(function, element);
            bits[bit >>> 3] |= (byte) (1 << (bit & 7));
        }
    }

    /// As [#insert(Bytes)], of the bytes in wire order.
    public void insert(Hash256 hash) {
        insert(Bytes.wrap(hash.toArray()));
    }

    /// Whether `element` may have been put in. A filter without bytes says yes to all, as nodes have it since CVE-2013-5700.
    public boolean contains(Bytes element) {
        if (bits.length == 0) return true;
        for (int function = 0; function < hashFunctions; function++) {
            int bit = bit(function, element);
            if ((bits[bit >>> 3] & (1 << (bit & 7))) == 0) return false;
        }
        return true;
    }

    /// As [#contains(Bytes)], of the bytes in wire order.
    public boolean contains(Hash256 hash) {
        return contains(Bytes.wrap(hash.toArray()));
    }

    /// Whether the owner of the filter wants to hear of `transaction`: the filter may hold its txid, data that a script of it pushes, or an output
    /// that it spends. If one of its outputs matches, that output is put in as far as the flags say so, and what spends it will match too.
    public boolean matches(Transaction transaction) {
        boolean matches = contains(transaction.txid());
        var outputs = transaction.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            var script = outputs.get(i).script();
            if (ScriptPushes.of(script).stream().noneMatch(this::contains)) continue;
            matches = true;
            boolean follows = (flags & UPDATE) == UPDATE_ALL || ((flags & UPDATE) == UPDATE_BARE_KEYS && ScriptPushes.isOfBareKeys(script));
            if (follows) insert(outpoint(transaction.txid(), i));
        }
        return matches || transaction.inputs().stream().anyMatch(this::matches);
    }

    private boolean matches(TxInput input) {
        return contains(outpoint(input.previousTxid(), input.previousIndex())) || ScriptPushes.of(input.script()).stream().anyMatch(this::contains);
    }

    private static Bytes outpoint(Hash256 txid, long index) {
        var outpoint = ByteBuffer.allocate(Hash256.LENGTH + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).put(txid.toArray()).putInt((int) index);
        return Bytes.wrap(outpoint.array());
    }

    /// What it is now, to be sent.
    public FilterLoad toMessage() {
        return new FilterLoad(Bytes.copyOf(bits), hashFunctions, tweak, flags);
    }

    private int bit(int function, Bytes element) {
        return Integer.remainderUnsigned(Murmur3.hash(function * SEED_STEP + (int) tweak, element), bits.length * 8);
    }
}
