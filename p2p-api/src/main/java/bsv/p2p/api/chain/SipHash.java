package bsv.p2p.api.chain;

import bsv.p2p.api.message.Hash256;

/// SipHash-2-4 of 32 bytes. One for each hash. Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF".
final class SipHash {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    SipHash(long key0, long key1) {
        v0 = 0x736f_6d65_7073_6575L ^ key0;
        v1 = 0x646f_7261_6e64_6f6dL ^ key1;
        v2 = 0x6c79_6765_6e65_7261L ^ key0;
        v3 = 0x7465_6462_7974_6573L ^ key1;
    }

    long hash(Hash256 bytes) {
        for (int i = 0; i < Hash256.LENGTH / Long.BYTES; i++) compress(bytes.word(i));
        compress((long) Hash256.LENGTH << 56);
        v2 ^= 0xff;
        for (int i = 0; i < 4; i++) round();
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void compress(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }
}
