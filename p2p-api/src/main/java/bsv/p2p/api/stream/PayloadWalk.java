package bsv.p2p.api.stream;

import bsv.p2p.api.error.PayloadFailed;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockVisitor;
import bsv.p2p.api.message.BlockWalker;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.DoubleSha256;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.MalformedBlock;
import bsv.p2p.api.message.MerkleTree;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Tx;
import java.util.Optional;

/// Reads streams to their end.
final class PayloadWalk {
    private PayloadWalk() {}

    static void discard(PayloadStream payload) throws InterruptedException {
        Optional<Bytes> piece;
        do piece = payload.next();
        while (piece.isPresent());
    }

    static void walk(PayloadStream payload, BlockVisitor visitor) throws InterruptedException {
        var walker = walker(payload.facts(), visitor);
        try {
            discard(payload.and(walker));
            walker.finish();
        } catch (MalformedBlock malformed) {
            throw new PayloadFailed(PayloadFailed.Reason.MALFORMED, payload.facts().command() + " cannot be read: " + malformed.getMessage(), malformed);
        }
    }

    static Hash256 merkleRoot(PayloadStream payload) throws InterruptedException {
        var tree = new MerkleTree();
        var large = new DoubleSha256();
        walk(payload, new BlockVisitor() {
            @Override
            public void transaction(long index, Transaction transaction) {
                tree.add(transaction.txid());
            }

            @Override
            public void part(long index, Bytes part) {
                large.update(part);
            }

            @Override
            public void largeTransaction(long index, long size) {
                tree.add(large.finish());
            }
        });
        return tree.root();
    }

    private static BlockWalker walker(PayloadFacts facts, BlockVisitor visitor) {
        if (facts.command().equals(Block.COMMAND)) return BlockWalker.of(visitor);
        if (facts.command().equals(Tx.COMMAND)) return BlockWalker.ofTransaction(visitor, BlockWalker.DEFAULT_LIMIT);
        throw new IllegalStateException("expected a block or a tx, this is a " + facts.command());
    }
}
