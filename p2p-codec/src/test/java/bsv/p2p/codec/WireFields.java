package bsv.p2p.codec;

import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.AuthCh;
import bsv.p2p.api.message.AuthResp;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.BlockTxn;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.CmpctBlock;
import bsv.p2p.api.message.CreateStrm;
import bsv.p2p.api.message.DataRefTx;
import bsv.p2p.api.message.DsDetected;
import bsv.p2p.api.message.FeeFilter;
import bsv.p2p.api.message.FilterAdd;
import bsv.p2p.api.message.FilterClear;
import bsv.p2p.api.message.FilterLoad;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.GetBlockTxn;
import bsv.p2p.api.message.GetBlocks;
import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.GetHdrsEn;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.HdrsEn;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.InventoryItem;
import bsv.p2p.api.message.Mempool;
import bsv.p2p.api.message.MerkleBlock;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.NotFound;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.RejectCode;
import bsv.p2p.api.message.RevokeMid;
import bsv.p2p.api.message.SendCmpct;
import bsv.p2p.api.message.SendHdrsEn;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.StreamAck;
import bsv.p2p.api.message.StreamType;
import bsv.p2p.api.message.TimestampedAddress;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.message.TxInput;
import bsv.p2p.api.message.TxOutput;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.NetworkAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a decoded message says, in the form of `fields` in the test vectors: every field, none left out.
final class WireFields {
    /// Not every vector tells them.
    private static final Set<String> DERIVED = Set.of("block_tx_count", "matched", "uuid");

    private WireFields() {}

    static ObjectNode of(Message message) {
        var to = object();
        switch (message) {
            case Addr m -> to.put("count", m.addresses().size()).set("addresses", array(m.addresses(), WireFields::timestamped));
            case AuthCh m -> to.put("version", m.version()).put("message_length", m.messageLength()).put("message_hex", m.message().toHex());
            case AuthResp m -> to.put("public_key_hex", m.publicKey().toHex()).put("client_nonce", Long.toUnsignedString(m.clientNonce())).put("signature_hex", m.signature().toHex());
            case Block m -> block(m, to);
            case BlockTxn m -> to.put("block_hash", m.blockHash().toString()).put("count", m.transactions().size()).set("txids", txids(m.transactions()));
            case CmpctBlock m -> WireBlocks.compact(m, to);
            case CreateStrm m -> stream(m.associationId(), m.streamType(), to).put("stream_policy", m.streamPolicy());
            case DataRefTx m -> to.setAll(WireBlocks.proven(m.transaction(), m.proof()));
            case DsDetected m -> WireBlocks.doubleSpend(m, to);
            case FeeFilter m -> to.put("fee_rate", Long.toString(m.feeRate()));
            case FilterAdd m -> to.put("data_hex", m.data().toHex());
            case FilterLoad m -> to.put("filter_hex", m.filter().toHex()).put("filter_length", m.filter().length()).put("hash_functions", m.hashFunctions())
                    .put("tweak", m.tweak()).put("flags", m.flags());
            case GetBlockTxn m -> WireBlocks.request(m, to);
            case GetBlocks m -> question(m.version(), m.locator(), m.stopHash(), to);
            case GetData m -> inventory(m.items(), to);
            case GetHdrsEn m -> question(m.version(), m.locator(), m.stopHash(), to);
            case GetHeaders m -> question(m.version(), m.locator(), m.stopHash(), to);
            case HdrsEn m -> to.put("count", m.headers().size()).set("headers", array(m.headers(), WireBlocks::enriched));
            case Headers m -> to.put("count", m.entries().size()).set("headers", array(m.entries(), WireFields::entry));
            case Inv m -> inventory(m.items(), to);
            case Mempool m -> to.put("form", form(m)).put("age", m.age().isPresent() ? Long.toString(m.age().getAsLong()) : null);
            case MerkleBlock m -> WireBlocks.merkleBlock(m, to);
            case NotFound m -> inventory(m.items(), to);
            case Ping m -> to.put("nonce", Long.toUnsignedString(m.nonce()));
            case Pong m -> to.put("nonce", Long.toUnsignedString(m.nonce()));
            case ProtoConf m -> to.put("number_of_fields", m.numberOfFields()).put("max_recv_payload_length", m.maxRecvPayloadLength())
                    .put("stream_policies", m.streamPolicies().orElse(null)).put("trailing_hex", m.laterFields().toHex());
            case Reject m -> to.put("message", m.message()).put("code", m.code())
                    .put("code_name", RejectCode.of(m.code()).map(Enum::name).orElse(null)).put("reason", m.reason())
                    .put("reason_hex", Bytes.ofLatin1(m.reason()).toHex()).put("hash", m.hash().map(Hash256::toString).orElse(null));
            case RevokeMid m -> revocation(m, to);
            case SendCmpct m -> to.put("announce", m.announce()).put("version", Long.toUnsignedString(m.version()));
            case StreamAck m -> stream(m.associationId(), m.streamType(), to);
            case Tx m -> transaction(m.transaction(), to);
            case Unknown m -> to.put("unknown", true).put("length", m.payload().length());
            case Version m -> version(m, to);
            case FilterClear _, GetAddr _, SendHdrsEn _, SendHeaders _, Verack _ -> { }
        }
        return to;
    }

    /// `actual` without what `expected` leaves out: the middle of lists that it abbreviates, and fields that follow from others.
    static JsonNode abbreviatedLike(JsonNode expected, JsonNode actual) {
        if (actual instanceof ArrayNode list) {
            if (expected.path("abbreviated").asBoolean(false)) {
                return object().put("abbreviated", true).set("first", part(list, 0, 3)).set("last", part(list, list.size() - 3, list.size()));
            }
            for (int i = 0; i < Math.min(list.size(), expected.size()); i++) list.set(i, abbreviatedLike(expected.get(i), list.get(i)));
        }
        if (actual instanceof ObjectNode object) {
            if (expected.path("abbreviated").asBoolean(false)) object.put("abbreviated", true).remove(List.of("inputs", "outputs"));
            for (var derived : DERIVED) if (!expected.has(derived)) object.remove(derived);
            if (expected.has("index_on_wire") && !expected.has("index")) object.remove("index");
            for (var name : List.copyOf(object.propertyNames())) if (expected.has(name)) object.set(name, abbreviatedLike(expected.get(name), object.get(name)));
        }
        return actual;
    }

    private static void block(Block m, ObjectNode to) {
        header(m.header(), to);
        to.put("tx_count", m.transactions().size());
        to.set("txids", txids(m.transactions()));
    }

    private static JsonNode entry(Headers.Entry entry) {
        var to = object();
        header(entry.header(), to);
        return to.put("tx_count", entry.transactionCount());
    }

    static void header(BlockHeader header, ObjectNode to) {
        to.put("version", header.version()).put("prev_block", header.previous().toString()).put("merkle_root", header.merkleRoot().toString())
                .put("time", header.time()).put("bits", header.bits()).put("nonce", header.nonce()).put("hash", header.hash().toString());
    }

    private static void question(int version, List<Hash256> locator, Hash256 stopHash, ObjectNode to) {
        to.put("version", version).put("locator_count", locator.size()).put("stop_hash", stopHash.toString());
        to.set("locator", array(locator, hash -> Vectors.JSON.valueToTree(hash.toString())));
    }

    private static void inventory(List<InventoryItem> items, ObjectNode to) {
        to.put("count", items.size());
        to.set("inventory", array(items, item -> object().put("type", item.type()).put("type_name", item.known().map(Enum::name).orElse(null)).put("hash", item.hash().toString())));
    }

    static void transaction(Transaction transaction, ObjectNode to) {
        to.put("version", transaction.version()).put("lock_time", transaction.lockTime()).put("txid", transaction.txid().toString()).put("size", transaction.size());
        to.put("input_count", transaction.inputs().size()).put("output_count", transaction.outputs().size());
        to.set("inputs", array(transaction.inputs(), WireFields::input));
        to.set("outputs", array(transaction.outputs(), WireFields::output));
    }

    private static JsonNode input(TxInput input) {
        return object().put("prev_txid", input.previousTxid().toString()).put("prev_index", input.previousIndex())
                .put("script_hex", input.script().toHex()).put("sequence", input.sequence());
    }

    private static JsonNode output(TxOutput output) {
        return object().put("value", Long.toString(output.value())).put("script_hex", output.script().toHex());
    }

    static ArrayNode txids(List<Transaction> transactions) {
        return array(transactions, transaction -> Vectors.JSON.valueToTree(transaction.txid().toString()));
    }

    /// With the UUID where the id is one.
    private static ObjectNode stream(Bytes associationId, StreamType type, ObjectNode to) {
        if (associationId.length() == 17) {
            var uuid = new UUID(Long.reverseBytes(associationId.longLeAt(1)), Long.reverseBytes(associationId.longLeAt(9)));
            to.put("uuid", uuid.toString());
        }
        return to.put("association_id_hex", associationId.toHex()).put("stream_type", type.value()).put("stream_type_name", type.name());
    }

    private static String form(Mempool m) {
        return switch (m.form()) {
            case EMPTY -> "empty";
            case NO_AGE -> "flag0";
            case AGE -> "age";
        };
    }

    private static void revocation(RevokeMid m, ObjectNode to) {
        var signatures = "%02x%s%02x%s".formatted(m.revocationSignature().length(), m.revocationSignature().toHex(), m.minerIdSignature().length(), m.minerIdSignature().toHex());
        to.put("version", m.version()).put("revocation_key_hex", m.revocationKey().toHex()).put("miner_id_hex", m.minerId().toHex())
                .put("revocation_message_hex", m.revocationMessage().toHex()).put("signatures_hex", signatures)
                .put("signature_1_hex", m.revocationSignature().toHex()).put("signature_2_hex", m.minerIdSignature().toHex());
    }

    private static void version(Version m, ObjectNode to) {
        to.put("version", m.protocolVersion()).put("services", Long.toUnsignedString(m.services())).put("timestamp", Long.toString(m.timestamp()));
        to.set("addr_recv", address(m.receiver()));
        to.set("addr_from", m.sender().<JsonNode>map(WireFields::address).orElseGet(Vectors.JSON::nullNode));
        to.put("nonce", m.nonce().isPresent() ? Long.toUnsignedString(m.nonce().getAsLong()) : null);
        to.put("user_agent", m.userAgent().orElse(null)).put("user_agent_hex", m.userAgent().map(agent -> Bytes.ofLatin1(agent).toHex()).orElse(null));
        to.put("start_height", m.startHeight().isPresent() ? (Integer) m.startHeight().getAsInt() : null).put("relay", m.relay().orElse(null));
        to.put("association_id_hex", m.associationId().map(Bytes::toHex).orElse(null));
    }

    private static JsonNode timestamped(TimestampedAddress address) {
        return address(address.address()).put("time", address.time());
    }

    private static ObjectNode address(NetworkAddress address) {
        return object().put("services", Long.toUnsignedString(address.services())).put("ip", address.ip().toString())
                .put("ip_hex", HexFormat.of().formatHex(address.ip().toBytes())).put("port", address.port());
    }

    static <E> ArrayNode array(List<E> elements, Function<E, JsonNode> one) {
        var array = Vectors.JSON.createArrayNode();
        for (var element : elements) array.add(one.apply(element));
        return array;
    }

    private static ArrayNode part(ArrayNode list, int from, int to) {
        var part = Vectors.JSON.createArrayNode();
        for (int i = from; i < to; i++) part.add(list.get(i));
        return part;
    }

    static ObjectNode object() {
        return Vectors.JSON.createObjectNode();
    }
}
