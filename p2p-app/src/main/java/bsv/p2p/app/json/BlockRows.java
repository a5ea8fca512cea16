package bsv.p2p.app.json;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.message.TxInput;
import bsv.p2p.api.message.TxOutput;
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
        writeTxids(message.transactions(), out);
        if (!message.transactions().isEmpty()) out.put("computed_merkle_root", message.merkleRoot().toString());
    }, in -> new Block(readHeader(in), readTransactions(in)));

    private BlockRows() {}

    static void writeTxids(List<Transaction> transactions, ObjectNode out) {
        var list = out.putArray("txids");
        for (var transaction : transactions) list.add(transaction.txid().toString());
    }

    static void writeTransactions(List<Transaction> transactions, ObjectNode out) {
        var list = out.putArray("transactions");
        for (var transaction : transactions) writeTransaction(transaction, list.addObject());
    }

    static List<Transaction> readTransactions(FieldReader in) {
        return in.objects("transactions").stream().map(BlockRows::readTransaction).toList();
    }

    static void writeHeader(BlockHeader header, ObjectNode out) {
        out.put("version", header.version());
        out.put("prev_block", header.previous().toString());
        out.put("merkle_root", header.merkleRoot().toString());
        out.put("time", header.time());
        out.put("bits", header.bits());
        out.put("nonce", header.nonce());
        out.put("hash", header.hash().toString());
    }

    static BlockHeader readHeader(FieldReader in) {
        return readHeader(in, "nonce");
    }

    static BlockHeader readHeader(FieldReader in, String nonce) {
        return new BlockHeader(in.i32("version"), in.hash("prev_block"), in.hash("merkle_root"), in.u32("time"), in.u32("bits"), in.u32(nonce));
    }

    static void writeTransaction(Transaction transaction, ObjectNode out) {
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

    static Transaction readTransaction(FieldReader in) {
        var inputs = in.objects("inputs").stream()
                .map(input -> new TxInput(input.hash("prev_txid"), input.u32("prev_index"), input.hex("script_hex"), input.u32("sequence"))).toList();
        var outputs = in.objects("outputs").stream().map(output -> new TxOutput(output.i64("value"), output.hex("script_hex"))).toList();
        return Transaction.of(in.i32("version"), inputs, outputs, in.u32("lock_time"));
    }
}
