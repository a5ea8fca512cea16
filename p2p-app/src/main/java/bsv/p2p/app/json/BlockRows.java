package bsv.p2p.app.json;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.message.TxInput;
import bsv.p2p.api.message.TxOutput;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Transactions, headers and blocks.
final class BlockRows {
    static final MessageRow<Tx> TX = new MessageRow<>(Tx.COMMAND,
            (message, out) -> writeTransaction(message.transaction(), out), in -> new Tx(readTransaction(in)));

    static final MessageRow<Headers> HEADERS = new MessageRow<>(Headers.COMMAND, (message, out) -> {
        out.put("count", message.entries().size());
        var list = out.putArray("headers");
        for (var entry : message.entries()) {
            var header = list.addObject();
            writeHeader(entry.header(), header);
            header.put("tx_count", entry.transactionCount());
        }
    }, in -> new Headers(in.objects("headers").stream().map(entry -> new Headers.Entry(readHeader(entry), entry.u32("tx_count"))).toList()));

    /// With the txids alone; [#writeTransactions] adds what makes it whole.
    static final MessageRow<Block> BLOCK = new MessageRow<>(Block.COMMAND, (message, out) -> {
        writeHeader(message.header(), out);
        out.put("tx_count", message.transactions().size());
        var txids = message.transactions().stream().map(Transaction::txid).toList();
        var list = out.putArray("txids");
        for (var txid : txids) list.add(txid.toString());
        if (!txids.isEmpty()) out.put("computed_merkle_root", merkleRoot(txids).toString());
    }, in -> new Block(readHeader(in), in.objects("transactions").stream().map(BlockRows::readTransaction).toList()));

    private BlockRows() {}

    static void writeTransactions(Block block, ObjectNode out) {
        var list = out.putArray("transactions");
        for (var transaction : block.transactions()) writeTransaction(transaction, list.addObject());
    }

    private static void writeHeader(BlockHeader header, ObjectNode out) {
        out.put("version", header.version());
        out.put("prev_block", header.previous().toString());
        out.put("merkle_root", header.merkleRoot().toString());
        out.put("time", header.time());
        out.put("bits", header.bits());
        out.put("nonce", header.nonce());
        out.put("hash", header.hash().toString());
    }

    private static BlockHeader readHeader(FieldReader in) {
        return new BlockHeader(in.i32("version"), in.hash("prev_block"), in.hash("merkle_root"), in.u32("time"), in.u32("bits"), in.u32("nonce"));
    }

    private static void writeTransaction(Transaction transaction, ObjectNode out) {
        var inputs = transaction.inputs();
        var outputs = transaction.outputs();
        out.put("version", transaction.version());
        out.put("lock_time", transaction.lockTime());
        out.put("txid", transaction.txid().toString());
        out.put("size", transaction.size());
        out.put("input_count", inputs.size());
        out.put("output_count", outputs.size());
        var in = out.putArray("inputs");
        for (var input : inputs) {
            in.addObject().put("prev_txid", input.previousTxid().toString()).put("prev_index", input.previousIndex())
                    .put("script_hex", input.script().toHex()).put("sequence", input.sequence());
        }
        var list = out.putArray("outputs");
        for (var output : outputs) list.addObject().put("value", Long.toString(output.value())).put("script_hex", output.script().toHex());
    }

    private static Transaction readTransaction(FieldReader in) {
        var inputs = in.objects("inputs").stream()
                .map(input -> new TxInput(input.hash("prev_txid"), input.u32("prev_index"), input.hex("script_hex"), input.u32("sequence"))).toList();
        var outputs = in.objects("outputs").stream().map(output -> new TxOutput(output.i64("value"), output.hex("script_hex"))).toList();
        return Transaction.of(in.i32("version"), inputs, outputs, in.u32("lock_time"));
    }

    /// Pairs hashed together, level by level, the last one with itself where it has no neighbour.
    private static Hash256 merkleRoot(List<Hash256> txids) {
        var level = txids;
        while (level.size() > 1) {
            var above = new ArrayList<Hash256>((level.size() + 1) / 2);
            for (int i = 0; i < level.size(); i += 2) {
                var pair = new byte[2 * Hash256.LENGTH];
                level.get(i).writeTo(pair, 0);
                level.get(Math.min(i + 1, level.size() - 1)).writeTo(pair, Hash256.LENGTH);
                above.add(Bytes.wrap(pair).doubleSha256());
            }
            level = above;
        }
        return level.getFirst();
    }
}
