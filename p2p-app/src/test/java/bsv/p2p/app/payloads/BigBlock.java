package bsv.p2p.app.payloads;

import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.MerkleTree;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.TxInput;
import bsv.p2p.api.message.TxOutput;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A block with a transaction that is too large to be held by a walker, and others that are not.
record BigBlock(Bytes payload, BlockHeader header, List<Hash256> txids) {
    static final int LARGE = 3 << 20;

    static BigBlock make(int small) {
        var random = new SplittableRandom(small);
        var transactions = new ArrayList<Transaction>();
        var tree = new MerkleTree();
        for (int i = 0; i < small; i++) {
            var script = new byte[i == 1 ? LARGE : 700 + random.nextInt(1_000)];
            random.nextBytes(script);
            var transaction = Transaction.of(1, List.of(new TxInput(Hash256.ofWords(i, 0, 0, 0), 0, Bytes.EMPTY, 0)), List.of(new TxOutput(i, Bytes.wrap(script))), 0);
            transactions.add(transaction);
            tree.add(transaction.txid());
        }
        var header = new BlockHeader(1, Hash256.ZERO, tree.root(), 1_800_000_000L, 0x207f_ffffL, 0);
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header.toWire().toArray());
        bytes.writeBytes(new byte[] {(byte) 0xfd, (byte) small, (byte) (small >> 8)});
        for (var transaction : transactions) bytes.writeBytes(transaction.wire().toArray());
        return new BigBlock(Bytes.wrap(bytes.toByteArray()), header, transactions.stream().map(Transaction::txid).toList());
    }
}
