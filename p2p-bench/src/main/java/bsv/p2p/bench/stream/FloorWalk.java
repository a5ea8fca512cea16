package bsv.p2p.bench.stream;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The least that can be done with the pieces of a block: finds where each transaction ends, in place, and counts; hashes them on
/// request with one digest. Makes no objects and checks next to nothing. No transaction may be larger than its buffer.
final class FloorWalk implements SyntheticBlock.Taker<RuntimeException> {
    private static final int CUT_OFF = -1;
    private static final int OPENING = 85;

    private final boolean hashing;
    private final MessageDigest digest;
    private final byte[] hash = new byte[32];
    private final byte[] cut = new byte[1 << 20];
    private int cutBytes;
    private boolean open;
    private long transactions;
    private long fold;

    FloorWalk(boolean hashing) {
        this.hashing = hashing;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void take(byte[] piece, int from, int to) {
        int at = from;
        if (!open) {
            if (to - from != OPENING) throw new IllegalStateException("the opening comes alone");
            open = true;
            return;
        }
        if (cutBytes > 0) {
            int end = CUT_OFF;
            for (int step = 512; end == CUT_OFF && at < to; step *= 2) {
                int count = Math.min(step, to - at);
                System.arraycopy(piece, at, cut, cutBytes, count);
                cutBytes += count;
                at += count;
                end = end(cut, 0, cutBytes);
            }
            if (end == CUT_OFF) return;
            at -= cutBytes - end;
            found(cut, 0, end);
            cutBytes = 0;
        }
        while (true) {
            int end = end(piece, at, to);
            if (end == CUT_OFF) break;
            found(piece, at, end);
            at = end;
        }
        System.arraycopy(piece, at, cut, 0, to - at);
        cutBytes = to - at;
    }

    private void found(byte[] bytes, int from, int to) {
        transactions++;
        fold += to - from;
        if (!hashing) return;
        try {
            digest.update(bytes, from, to - from);
            digest.digest(hash, 0, 32);
            digest.update(hash, 0, 32);
            digest.digest(hash, 0, 32);
        } catch (DigestException impossible) {
            throw new IllegalStateException(impossible);
        }
        fold ^= Walked.word(hash);
    }

    Walked result() {
        return new Walked(transactions, fold);
    }

    private static int shortAt(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    private static int end(byte[] bytes, int from, int to) {
        int at = from + 4;
        if (at >= to) return CUT_OFF;
        int inputs = bytes[at++] & 0xff;
        if (inputs >= 0xfd) throw new IllegalStateException("more inputs than the template has");
        for (int i = 0; i < inputs; i++) {
            at += 36;
            if (at + 3 > to) return CUT_OFF;
            int script = bytes[at] & 0xff;
            at += script < 0xfd ? 1 + script + 4 : 3 + shortAt(bytes, at + 1) + 4;
        }
        if (at >= to) return CUT_OFF;
        int outputs = bytes[at++] & 0xff;
        for (int i = 0; i < outputs; i++) {
            at += 8;
            if (at + 3 > to) return CUT_OFF;
            int script = bytes[at] & 0xff;
            at += script < 0xfd ? 1 + script : 3 + shortAt(bytes, at + 1);
        }
        return at + 4 > to ? CUT_OFF : at + 4;
    }
}
