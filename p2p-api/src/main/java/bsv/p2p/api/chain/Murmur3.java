package bsv.p2p.api.chain;

import bsv.p2p.api.message.Bytes;

/// MurmurHash3, the form for x86 with 32 bits. Source: Austin Appleby, in the public domain; BIP 37 uses it.
final class Murmur3 {
    private static final int C1 = 0xcc9e_2d51;
    private static final int C2 = 0x1b87_3593;

    private Murmur3() {}

    static int hash(int seed, Bytes data) {
        int hash = seed;
        int whole = data.length() & ~3;
        for (int i = 0; i < whole; i += 4) {
            hash ^= scrambled(data.intLeAt(i));
            hash = Integer.rotateLeft(hash, 13) * 5 + 0xe654_6b64;
        }
        int tail = 0;
        for (int i = data.length() - 1; i >= whole; i--) tail = (tail << 8) | (data.at(i) & 0xff);
        hash ^= scrambled(tail);
        return mixed(hash ^ data.length());
    }

    private static int scrambled(int word) {
        return Integer.rotateLeft(word * C1, 15) * C2;
    }

    private static int mixed(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85eb_ca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2_ae35;
        return mixed ^ (mixed >>> 16);
    }
}
