package bsv.p2p.codec;

import bsv.p2p.api.chain.InvalidMerkleTree;
import bsv.p2p.api.chain.PartialMerkleTree;
import bsv.p2p.api.chain.ShortIds;
import bsv.p2p.api.message.CmpctBlock;
import bsv.p2p.api.message.DsDetected;
import bsv.p2p.api.message.EnrichedHeader;
import bsv.p2p.api.message.GetBlockTxn;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.MerkleBlock;
import bsv.p2p.api.message.MerkleProof;
import bsv.p2p.api.message.ProvenTransaction;
import bsv.p2p.api.message.Transaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The part of [WireFields] about blocks in other forms than whole, and about proofs.
final class WireBlocks {
    private WireBlocks() {}

    static void compact(CmpctBlock m, ObjectNode to) {
        WireFields.header(m.header(), to);
        var keys = ShortIds.of(m);
        to.put("nonce", Long.toUnsignedString(m.nonce())).put("sip_k0", Long.toUnsignedString(keys.key0())).put("sip_k1", Long.toUnsignedString(keys.key1()));
        to.put("short_id_count", m.shortIds().size()).set("short_ids", WireFields.array(m.shortIds(), id -> Vectors.JSON.valueToTree(id.toWire().toHex())));
        var prefilled = to.putArray("prefilled");
        long previous = -1;
        for (var one : m.prefilled()) {
            prefilled.addObject().put("index", one.index()).put("index_on_wire", one.index() - previous - 1)
                    .put("txid", one.transaction().txid().toString()).put("tx_hex", one.transaction().wire().toHex());
            previous = one.index();
        }
        to.put("block_tx_count", m.transactionCount());
    }

    static void request(GetBlockTxn m, ObjectNode to) {
        to.put("block_hash", m.blockHash().toString()).put("count", m.indexes().size());
        var indexes = to.putArray("indexes");
        var gaps = to.putArray("indexes_on_wire");
        long previous = -1;
        for (long index : m.indexes()) {
            indexes.add(index);
            gaps.add(index - previous - 1);
            previous = index;
        }
    }

    static JsonNode enriched(EnrichedHeader header) {
        var to = WireFields.object();
        WireFields.header(header.header(), to);
        to.put("tx_count", header.transactionCount()).put("no_more_headers", header.noMoreHeaders());
        to.set("coinbase", header.coinbase().<JsonNode>map(WireBlocks::proven).orElseGet(Vectors.JSON::nullNode));
        to.set("miner_info", header.minerInfo().<JsonNode>map(WireBlocks::proven).orElseGet(Vectors.JSON::nullNode));
        return to;
    }

    static ObjectNode proven(Transaction transaction, MerkleProof proof) {
        var to = WireFields.object();
        WireFields.transaction(transaction, to.putObject("tx"));
        to.set("proof", proof(proof));
        return to;
    }

    static void doubleSpend(DsDetected m, ObjectNode to) {
        to.put("version", DsDetected.VERSION).put("count", m.forks().size()).set("blocks", WireFields.array(m.forks(), fork -> {
            var one = WireFields.object();
            one.set("headers", WireFields.array(fork.headers(), header -> {
                var fields = WireFields.object();
                WireFields.header(header, fields);
                return fields;
            }));
            one.set("proof", proof(fork.proof()));
            return one;
        }));
    }

    /// Without matches where the tree is none.
    static void merkleBlock(MerkleBlock m, ObjectNode to) {
        WireFields.header(m.header(), to);
        to.put("total_transactions", m.totalTransactions()).put("flags_hex", m.flags().toHex());
        to.set("hashes", WireFields.array(m.hashes(), hash -> Vectors.JSON.valueToTree(hash.toString())));
        try {
            var matches = PartialMerkleTree.verified(m).matches();
            to.set("matched", WireFields.array(matches, match -> WireFields.object().put("index", match.index()).put("txid", match.txid().toString())));
        } catch (InvalidMerkleTree invalid) {
            to.putNull("matched");
        }
    }

    private static ObjectNode proven(ProvenTransaction proven) {
        return proven(proven.transaction(), proven.proof());
    }

    private static ObjectNode proof(MerkleProof proof) {
        var to = WireFields.object().put("flags", proof.flags()).put("index", proof.index()).put("txid", proof.txid().toString()).put("target", proof.target().toString());
        to.set("tx", proof.transaction().<JsonNode>map(transaction -> {
            var fields = WireFields.object();
            WireFields.transaction(transaction, fields);
            return fields;
        }).orElseGet(Vectors.JSON::nullNode));
        to.set("nodes", WireFields.array(proof.nodes(), node -> WireFields.object().put("type", node.type()).put("hash", node.hash().toString())));
        return to;
    }
}
