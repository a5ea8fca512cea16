package bsv.p2p.app.json;

import bsv.p2p.api.message.Addr;
import bsv.p2p.api.message.AuthCh;
import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.FeeFilter;
import bsv.p2p.api.message.GetAddr;
import bsv.p2p.api.message.GetBlocks;
import bsv.p2p.api.message.GetData;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Inv;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.NotFound;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.SendCmpct;
import bsv.p2p.api.message.SendHeaders;
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
    private static final Map<Command, MessageRow<?>> ROWS = Stream.<MessageRow<?>>of(
            HandshakeRows.VERSION, VERACK, HandshakeRows.PROTOCONF, HandshakeRows.REJECT, HandshakeRows.AUTHCH, HandshakeRows.PING,
            HandshakeRows.PONG, HandshakeRows.SENDCMPCT, HandshakeRows.FEEFILTER, SENDHEADERS, GETADDR, AddressRows.ADDR,
            InventoryRows.INV, InventoryRows.GETDATA, InventoryRows.NOTFOUND, InventoryRows.GETBLOCKS, InventoryRows.GETHEADERS,
            BlockRows.TX, BlockRows.HEADERS, BlockRows.BLOCK).collect(Collectors.toUnmodifiableMap(MessageRow::command, Function.identity()));

    private MessageJson() {}

    /// The commands whose fields are known; all others are bytes.
    public static Set<Command> commands() {
        return ROWS.keySet();
    }

    /// The fields of a message; a block's are its header and txids.
    public static ObjectNode fields(Message message) {
        return switch (message) {
            case Addr m -> AddressRows.ADDR.write(m);
            case AuthCh m -> HandshakeRows.AUTHCH.write(m);
            case Block m -> BlockRows.BLOCK.write(m);
            case FeeFilter m -> HandshakeRows.FEEFILTER.write(m);
            case GetAddr m -> GETADDR.write(m);
            case GetBlocks m -> InventoryRows.GETBLOCKS.write(m);
            case GetData m -> InventoryRows.GETDATA.write(m);
            case GetHeaders m -> InventoryRows.GETHEADERS.write(m);
            case Headers m -> BlockRows.HEADERS.write(m);
            case Inv m -> InventoryRows.INV.write(m);
            case NotFound m -> InventoryRows.NOTFOUND.write(m);
            case Ping m -> HandshakeRows.PING.write(m);
            case Pong m -> HandshakeRows.PONG.write(m);
            case ProtoConf m -> HandshakeRows.PROTOCONF.write(m);
            case Reject m -> HandshakeRows.REJECT.write(m);
            case SendCmpct m -> HandshakeRows.SENDCMPCT.write(m);
            case SendHeaders m -> SENDHEADERS.write(m);
            case Tx m -> BlockRows.TX.write(m);
            case Unknown m -> JsonText.object().put("unknown", true).put("length", m.payload().length()).put("payload_hex", m.payload().toHex());
            case Verack m -> VERACK.write(m);
            case Version m -> HandshakeRows.VERSION.write(m);
        };
    }

    /// As [#fields], with the transactions of a block in full.
    public static ObjectNode allFields(Message message) {
        var fields = fields(message);
        if (message instanceof Block block) BlockRows.writeTransactions(block, fields);
        return fields;
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
        if (command.equals(Block.COMMAND) && !fields.has("transactions")) {
            throw new IllegalArgumentException("fields.transactions is missing: txids do not make a block; decode it with --full, or give payload_hex");
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
