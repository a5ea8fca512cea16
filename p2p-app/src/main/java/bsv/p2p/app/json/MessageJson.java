package bsv.p2p.app.json;

import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.AuthCh;
import bsv.p2p.api.message.AuthResp;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.BlockTxn;
import bsv.p2p.api.message.CmpctBlock;
import bsv.p2p.api.message.Command;
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
import bsv.p2p.api.message.HdrsEn;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.Mempool;
import bsv.p2p.api.message.MerkleBlock;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.NotFound;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.RevokeMid;
import bsv.p2p.api.message.SendCmpct;
import bsv.p2p.api.message.SendHdrsEn;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.StreamAck;
import bsv.p2p.api.message.Tx;
import bsv.p2p.api.message.Unknown;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.IpAddress;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields of every message as JSON, and messages of such fields.
public final class MessageJson {
    private static final MessageRow<Verack> VERACK = MessageRow.empty(new Verack());
    private static final MessageRow<GetAddr> GETADDR = MessageRow.empty(new GetAddr());
    private static final MessageRow<SendHeaders> SENDHEADERS = MessageRow.empty(new SendHeaders());
    private static final MessageRow<SendHdrsEn> SENDHDRSEN = MessageRow.empty(new SendHdrsEn());
    private static final MessageRow<FilterClear> FILTERCLEAR = MessageRow.empty(new FilterClear());
    private static final Map<Command, MessageRow<?>> ROWS = Stream.<MessageRow<?>>of(
            HandshakeRows.VERSION, VERACK, HandshakeRows.PROTOCONF, HandshakeRows.REJECT, HandshakeRows.PING, HandshakeRows.PONG, HandshakeRows.SENDCMPCT,
            HandshakeRows.FEEFILTER, SENDHEADERS, SENDHDRSEN, GETADDR, AddressRows.ADDR, InventoryRows.INV, InventoryRows.GETDATA, InventoryRows.NOTFOUND,
            InventoryRows.GETBLOCKS, InventoryRows.GETHEADERS, InventoryRows.GETHDRSEN, BlockRows.TX, BlockRows.HEADERS, BlockRows.BLOCK,
            CompactRows.CMPCTBLOCK, CompactRows.GETBLOCKTXN, CompactRows.BLOCKTXN, ProofRows.HDRSEN, ProofRows.DATAREFTX, ProofRows.DSDETECTED,
            FilterRows.FILTERLOAD, FilterRows.FILTERADD, FILTERCLEAR, FilterRows.MERKLEBLOCK, FilterRows.MEMPOOL, StreamRows.CREATESTRM, StreamRows.STREAMACK,
            MinerRows.AUTHCH, MinerRows.AUTHRESP, MinerRows.REVOKEMID).collect(Collectors.toUnmodifiableMap(MessageRow::command, Function.identity()));

    private MessageJson() {}

    /// The commands whose fields are known; all others are bytes.
    public static Set<Command> commands() {
        return ROWS.keySet();
    }

    /// The fields of a message; transactions of a block or `blocktxn` are their txids.
    public static ObjectNode fields(Message message) {
        return switch (message) {
            case Addr m -> AddressRows.ADDR.write(m);
            case AuthCh m -> MinerRows.AUTHCH.write(m);
            case AuthResp m -> MinerRows.AUTHRESP.write(m);
            case Block m -> BlockRows.BLOCK.write(m);
            case BlockTxn m -> CompactRows.BLOCKTXN.write(m);
            case CmpctBlock m -> CompactRows.CMPCTBLOCK.write(m);
            case CreateStrm m -> StreamRows.CREATESTRM.write(m);
            case DataRefTx m -> ProofRows.DATAREFTX.write(m);
            case DsDetected m -> ProofRows.DSDETECTED.write(m);
            case FeeFilter m -> HandshakeRows.FEEFILTER.write(m);
            case FilterAdd m -> FilterRows.FILTERADD.write(m);
            case FilterClear m -> FILTERCLEAR.write(m);
            case FilterLoad m -> FilterRows.FILTERLOAD.write(m);
            case GetAddr m -> GETADDR.write(m);
            case GetBlockTxn m -> CompactRows.GETBLOCKTXN.write(m);
            case GetBlocks m -> InventoryRows.GETBLOCKS.write(m);
            case GetData m -> InventoryRows.GETDATA.write(m);
            case GetHdrsEn m -> InventoryRows.GETHDRSEN.write(m);
            case GetHeaders m -> InventoryRows.GETHEADERS.write(m);
            case HdrsEn m -> ProofRows.HDRSEN.write(m);
            case Headers m -> BlockRows.HEADERS.write(m);
            case Inv m -> InventoryRows.INV.write(m);
            case Mempool m -> FilterRows.MEMPOOL.write(m);
            case MerkleBlock m -> FilterRows.MERKLEBLOCK.write(m);
            case NotFound m -> InventoryRows.NOTFOUND.write(m);
            case Ping m -> HandshakeRows.PING.write(m);
            case Pong m -> HandshakeRows.PONG.write(m);
            case ProtoConf m -> HandshakeRows.PROTOCONF.write(m);
            case Reject m -> HandshakeRows.REJECT.write(m);
            case RevokeMid m -> MinerRows.REVOKEMID.write(m);
            case SendCmpct m -> HandshakeRows.SENDCMPCT.write(m);
            case SendHdrsEn m -> SENDHDRSEN.write(m);
            case SendHeaders m -> SENDHEADERS.write(m);
            case StreamAck m -> StreamRows.STREAMACK.write(m);
            case Tx m -> BlockRows.TX.write(m);
            case Unknown m -> JsonText.object().put("unknown", true).put("length", m.payload().length()).put("payload_hex", m.payload().toHex());
            case Verack m -> VERACK.write(m);
            case Version m -> HandshakeRows.VERSION.write(m);
        };
    }

    /// As [#fields], with the transactions of a block or `blocktxn` in full.
    public static ObjectNode allFields(Message message) {
        var fields = fields(message);
        if (message instanceof Block(_, var transactions)) BlockRows.writeTransactions(transactions, fields);
        if (message instanceof BlockTxn(_, var transactions)) BlockRows.writeTransactions(transactions, fields);
        return fields;
    }

    /// Puts the fields of a block's header.
    public static void putHeader(BlockHeader header, ObjectNode out) {
        BlockRows.writeHeader(header, out);
    }

    /// The message of some fields. Fields that follow from others, such as counts and hashes, may be left out, but must be right if
    /// they are there; and none may be there that the message does not have.
    ///
    /// @throws IllegalArgumentException naming the field, what was expected and what was found
    public static Message message(Command command, ObjectNode fields) {
        var message = read(command, FieldReader.of("fields", fields));
        compare("fields", fields, fields.has("transactions") ? allFields(message) : fields(message));
        return message;
    }

    private static Message read(Command command, FieldReader fields) {
        var row = ROWS.get(command);
        if (row == null || fields.has("payload_hex")) return new Unknown(command, fields.hex("payload_hex"));
        if ((command.equals(Block.COMMAND) || command.equals(BlockTxn.COMMAND)) && !fields.has("transactions")) {
            throw new IllegalArgumentException("fields.transactions is missing: txids do not make transactions; decode it with --full, or give payload_hex");
        }
        return row.reader().apply(fields);
    }

    private static void compare(String path, JsonNode given, JsonNode meant) {
        if (given.isObject() && meant.isObject()) {
            for (var field : given.properties()) {
                var expected = meant.get(field.getKey());
                if (expected == null) throw new IllegalArgumentException(path + "." + field.getKey() + ": there is no such field");
                compare(path + "." + field.getKey(), field.getValue(), expected);
            }
        } else if (given.isArray() && meant.isArray() && given.size() == meant.size()) {
            for (int i = 0; i < given.size(); i++) compare(path + "[" + i + "]", given.get(i), meant.get(i));
        } else if (!same(given, meant)) {
            throw new IllegalArgumentException("%s: expected %s, which follows from the other fields, found %s".formatted(
                    path, JsonText.shortened(meant), JsonText.shortened(given)));
        }
    }

    /// Numbers may be texts, hex digits of either case, and IPv6 addresses written in any way.
    private static boolean same(JsonNode given, JsonNode meant) {
        if (given.equals(meant)) return true;
        if (given.isContainer() || meant.isContainer() || given.isNull() || meant.isNull()) return false;
        var text = given.asString();
        if (text.matches("-?[0-9a-fA-F]+")) return text.equalsIgnoreCase(meant.asString());
        var address = IpAddress.tryParse(text);
        return address.isPresent() && address.equals(IpAddress.tryParse(meant.asString()));
    }
}
