package bsv.p2p.app.json;

import bsv.p2p.api.chain.ShortIds;
import bsv.p2p.api.message.BlockTxn;
import bsv.p2p.api.message.CmpctBlock;
import bsv.p2p.api.message.GetBlockTxn;
import bsv.p2p.api.message.PrefilledTransaction;
import bsv.p2p.api.message.ShortId;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Compact blocks. Places in the block are shown as they are and as the gaps that are on the wire.
final class CompactRows {
    static final MessageRow<CmpctBlock> CMPCTBLOCK = new MessageRow<>(CmpctBlock.COMMAND, CompactRows::writeCompact,
            in -> new CmpctBlock(BlockRows.readHeader(in, "header_nonce"), in.u64("nonce"), readShortIds(in), readPrefilled(in)));

    static final MessageRow<GetBlockTxn> GETBLOCKTXN = new MessageRow<>(GetBlockTxn.COMMAND, (message, out) -> {
        out.put("block_hash", message.blockHash().toString());
        out.put("count", message.indexes().size());
        var indexes = out.putArray("indexes");
        for (long index : message.indexes()) indexes.add(index);
        var gaps = out.putArray("indexes_on_wire");
        long previous = -1;
        for (long index : message.indexes()) {
            gaps.add(index - previous - 1);
            previous = index;
        }
    }, in -> new GetBlockTxn(in.hash("block_hash"), in.u32s("indexes")));

    /// With the txids alone; [BlockRows#writeTransactions] adds what makes it whole.
    static final MessageRow<BlockTxn> BLOCKTXN = new MessageRow<>(BlockTxn.COMMAND, (message, out) -> {
        out.put("block_hash", message.blockHash().toString());
        out.put("count", message.transactions().size());
        BlockRows.writeTxids(message.transactions(), out);
    }, in -> new BlockTxn(in.hash("block_hash"), BlockRows.readTransactions(in)));

    private CompactRows() {}

    private static void writeCompact(CmpctBlock message, ObjectNode out) {
        BlockRows.writeHeader(message.header(), out);
        // Two nonces, one name: that of the message has it.
        out.put("header_nonce", message.header().nonce());
        out.put("nonce", Long.toUnsignedString(message.nonce()));
        var keys = ShortIds.of(message);
        out.put("sip_k0", Long.toUnsignedString(keys.key0()));
        out.put("sip_k1", Long.toUnsignedString(keys.key1()));
        out.put("short_id_count", message.shortIds().size());
        var ids = out.putArray("short_ids");
        for (var id : message.shortIds()) ids.add(id.toWire().toHex());
        var list = out.putArray("prefilled");
        long previous = -1;
        for (var prefilled : message.prefilled()) {
            list.addObject().put("index", prefilled.index()).put("index_on_wire", prefilled.index() - previous - 1)
                    .put("txid", prefilled.transaction().txid().toString()).put("tx_hex", prefilled.transaction().wire().toHex());
            previous = prefilled.index();
        }
        out.put("block_tx_count", message.transactionCount());
    }

    private static List<ShortId> readShortIds(FieldReader in) {
        return in.hexes("short_ids", ShortId.LENGTH).stream().map(id -> ShortId.ofWire(id, 0)).toList();
    }

    /// The place itself may be left out where the gap is there.
    private static List<PrefilledTransaction> readPrefilled(FieldReader in) {
        var list = new ArrayList<PrefilledTransaction>();
        long next = 0;
        for (var prefilled : in.objects("prefilled")) {
            long index = prefilled.has("index") ? prefilled.u32("index") : next + prefilled.u32("index_on_wire");
            list.add(new PrefilledTransaction(index, prefilled.transaction("tx_hex")));
            next = index + 1;
        }
        return list;
    }
}
