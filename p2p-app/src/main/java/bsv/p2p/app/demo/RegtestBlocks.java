package bsv.p2p.app.demo;

import bsv.p2p.api.chain.ProofOfWork;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.TxInput;
import bsv.p2p.api.message.TxOutput;
import java.util.ArrayList;
import java.util.List;

/// Makes and checks blocks of the regtest network: proof of work and Merkle roots are real, scripts are not looked at.
final class RegtestBlocks {
    /// The first block's header. Source: chainparams.cpp of the reference node.
    static final BlockHeader GENESIS = new BlockHeader(1, Hash256.ZERO,
            Hash256.parse("4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b"), 1_296_688_602L, 0x207f_ffffL, 2);
    /// The only difficulty of regtest, in compact form: every second hash meets it.
    private static final long BITS = 0x207f_ffffL;
    private static final int VERSION = 0x2000_0000;
    private static final long FIRST_SUBSIDY = 50_0000_0000L;
    private static final int HALVING = 150;

    private RegtestBlocks() {}

    /// Finds the block that follows `parent`.
    ///
    /// @param height of the new block
    /// @param transactions without the coinbase, which is made here
    /// @param time seconds since 1970
    static Block mine(BlockHeader parent, int height, List<Transaction> transactions, long time) {
        var all = new ArrayList<Transaction>(transactions.size() + 1);
        all.add(coinbase(height));
        all.addAll(transactions);
        var previous = parent.hash();
        var root = merkleRoot(all);
        for (long nonce = 0; ; nonce++) {
            var header = new BlockHeader(VERSION, previous, root, time, BITS, nonce);
            if (hasProofOfWork(header)) return new Block(header, all);
        }
    }

    static boolean hasProofOfWork(BlockHeader header) {
        return header.bits() == BITS && ProofOfWork.isShown(header, BITS);
    }

    /// Whether proof of work, Merkle root and coinbase hold; what comes before it on the chain is not looked at.
    static boolean isSound(Block block) {
        var transactions = block.transactions();
        return hasProofOfWork(block.header()) && !transactions.isEmpty() && isCoinbase(transactions.getFirst())
                && merkleRoot(transactions).equals(block.header().merkleRoot());
    }

    /// The root of the tree of txids: pairs are hashed together, the last of an odd row with itself.
    static Hash256 rootOf(List<Hash256> txids) {
        var row = txids;
        while (row.size() > 1) {
            var above = new ArrayList<Hash256>((row.size() + 1) / 2);
            for (int i = 0; i < row.size(); i += 2) above.add(parent(row.get(i), row.get(Math.min(i + 1, row.size() - 1))));
            row = above;
        }
        return row.getFirst();
    }

    private static Hash256 merkleRoot(List<Transaction> transactions) {
        return rootOf(transactions.stream().map(Transaction::txid).toList());
    }

    private static Hash256 parent(Hash256 left, Hash256 right) {
        var both = new byte[2 * Hash256.LENGTH];
        left.writeTo(both, 0);
        right.writeTo(both, Hash256.LENGTH);
        return Bytes.wrap(both).doubleSha256();
    }

    private static boolean isCoinbase(Transaction transaction) {
        var inputs = transaction.inputs();
        return inputs.size() == 1 && inputs.getFirst().isCoinbase();
    }

    private static Transaction coinbase(int height) {
        var input = new TxInput(Hash256.ZERO, TxInput.MAX_UINT32, coinbaseScript(height), TxInput.MAX_UINT32);
        var anyoneCanSpend = Bytes.parseHex("51");
        return Transaction.of(1, List.of(input), List.of(new TxOutput(FIRST_SUBSIDY >> Math.min(height / HALVING, 63), anyoneCanSpend)), 0);
    }

    /// The height as a script number (BIP 34), then a word of ours.
    private static Bytes coinbaseScript(int height) {
        return Bytes.parseHex(pushOfHeight(height) + Bytes.ofLatin1("\u0008p2p demo").toHex());
    }

    private static String pushOfHeight(int height) {
        if (height <= 16) return "%02x".formatted(0x50 + height);
        var number = new StringBuilder();
        int rest = height;
        boolean signBitFree = false;
        for (; rest != 0 || !signBitFree; rest >>>= 8) {
            number.append("%02x".formatted(rest & 0xff));
            signBitFree = (rest & 0x80) == 0;
        }
        return "%02x".formatted(number.length() / 2) + number;
    }
}
