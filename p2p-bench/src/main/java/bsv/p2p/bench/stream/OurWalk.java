package bsv.p2p.bench.stream;

import bsv.p2p.api.message.BlockVisitor;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.DoubleSha256;
import bsv.p2p.api.message.Transaction;

/// What a user of the walker does.
final class OurWalk implements BlockVisitor {
    private final boolean hashing;
    private final DoubleSha256 large = new DoubleSha256();
    private long transactions;
    private long fold;

    OurWalk(boolean hashing) {
        this.hashing = hashing;
    }

    @Override
    public void transaction(long index, Transaction transaction) {
        transactions++;
        fold += transaction.size();
        if (hashing) fold ^= transaction.txid().word(0);
    }

    @Override
    public void part(long index, Bytes part) {
        if (hashing) large.update(part);
    }

    @Override
    public void largeTransaction(long index, long size) {
        transactions++;
        fold += size;
        if (hashing) fold ^= large.finish().word(0);
    }

    Walked result() {
        return new Walked(transactions, fold);
    }
}
