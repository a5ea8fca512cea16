package bsv.p2p.app.json;

import bsv.p2p.api.chain.InvalidMerkleTree;
import bsv.p2p.api.chain.PartialMerkleTree;
import bsv.p2p.api.message.FilterAdd;
import bsv.p2p.api.message.FilterLoad;
import bsv.p2p.api.message.Mempool;
import bsv.p2p.api.message.MerkleBlock;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/// Bloom filters and what is asked for by them.
final class FilterRows {
    static final MessageRow<FilterLoad> FILTERLOAD = new MessageRow<>(FilterLoad.COMMAND, (message, out) -> {
        out.put("filter_hex", message.filter().toHex());
        out.put("filter_length", message.filter().length());
        out.put("hash_functions", message.hashFunctions());
        out.put("tweak", message.tweak());
        out.put("flags", message.flags());
    }, in -> new FilterLoad(in.hex("filter_hex"), in.u32("hash_functions"), in.u32("tweak"), in.inRange("flags", 0, 0xff)));

    static final MessageRow<FilterAdd> FILTERADD = new MessageRow<>(FilterAdd.COMMAND,
            (message, out) -> out.put("data_hex", message.data().toHex()), in -> new FilterAdd(in.hex("data_hex")));

    static final MessageRow<MerkleBlock> MERKLEBLOCK = new MessageRow<>(MerkleBlock.COMMAND, FilterRows::writeMerkleBlock,
            in -> new MerkleBlock(BlockRows.readHeader(in), in.u32("total_transactions"), in.hashes("hashes"), in.hex("flags_hex")));

    static final MessageRow<Mempool> MEMPOOL = new MessageRow<>(Mempool.COMMAND, (message, out) -> {
        out.put("form", name(message.form()));
        out.put("age", message.age().isPresent() ? Long.toString(message.age().getAsLong()) : null);
    }, FilterRows::readMempool);

    private FilterRows() {}

    /// With the matches that the tree leads to, null if it is no tree of this header.
    private static void writeMerkleBlock(MerkleBlock message, ObjectNode out) {
        BlockRows.writeHeader(message.header(), out);
        out.put("total_transactions", message.totalTransactions());
        var hashes = out.putArray("hashes");
        for (var hash : message.hashes()) hashes.add(hash.toString());
        out.put("flags_hex", message.flags().toHex());
        try {
            var matches = PartialMerkleTree.verified(message).matches();
            var list = out.putArray("matched");
            for (var match : matches) list.addObject().put("index", match.index()).put("txid", match.txid().toString());
        } catch (InvalidMerkleTree _) {
            out.putNull("matched");
        }
    }

    private static Mempool readMempool(FieldReader in) {
        var form = in.text("form");
        for (var known : Mempool.Form.values()) {
            if (name(known).equals(form)) return new Mempool(known, in.has("age") ? OptionalLong.of(in.i64("age")) : OptionalLong.empty());
        }
        throw new IllegalArgumentException("fields.form: expected empty, flag0 or age, found \"" + form + "\"");
    }

    private static String name(Mempool.Form form) {
        return switch (form) {
            case EMPTY -> "empty";
            case NO_AGE -> "flag0";
            case AGE -> "age";
        };
    }
}
