package bsv.p2p.app.json;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.FeeFilter;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.RejectCode;
import bsv.p2p.api.message.SendCmpct;
import bsv.p2p.api.message.Version;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/// The messages about the connection itself.
final class HandshakeRows {
    static final MessageRow<Version> VERSION = new MessageRow<>(Version.COMMAND, HandshakeRows::writeVersion, HandshakeRows::readVersion);

    static final MessageRow<ProtoConf> PROTOCONF = new MessageRow<>(ProtoConf.COMMAND, (message, out) -> {
        out.put("number_of_fields", message.numberOfFields());
        out.put("max_recv_payload_length", message.maxRecvPayloadLength());
        out.put("stream_policies", message.streamPolicies().orElse(null));
        out.put("trailing_hex", message.laterFields().toHex());
    }, in -> new ProtoConf(in.u32("number_of_fields"), in.u32("max_recv_payload_length"), in.optional("stream_policies", in::text),
            in.optional("trailing_hex", in::hex).orElse(Bytes.EMPTY)));

    static final MessageRow<Reject> REJECT = new MessageRow<>(Reject.COMMAND, (message, out) -> {
        out.put("message", message.message());
        out.put("code", message.code());
        out.put("code_name", RejectCode.of(message.code()).map(RejectCode::name).orElse(null));
        putText(out, "reason", message.reason());
        out.put("hash", message.hash().map(Object::toString).orElse(null));
    }, in -> new Reject(in.bytesAsText("message"), in.inRange("code", 0, 0xff), in.bytesAsText("reason"), in.optional("hash", in::hash)));

    static final MessageRow<Ping> PING = new MessageRow<>(Ping.COMMAND,
            (message, out) -> out.put("nonce", Long.toUnsignedString(message.nonce())), in -> new Ping(in.u64("nonce")));

    static final MessageRow<Pong> PONG = new MessageRow<>(Pong.COMMAND,
            (message, out) -> out.put("nonce", Long.toUnsignedString(message.nonce())), in -> new Pong(in.u64("nonce")));

    static final MessageRow<SendCmpct> SENDCMPCT = new MessageRow<>(SendCmpct.COMMAND,
            (message, out) -> out.put("announce", message.announce()).put("version", Long.toUnsignedString(message.version())),
            in -> new SendCmpct(in.flag("announce"), in.u64("version")));

    static final MessageRow<FeeFilter> FEEFILTER = new MessageRow<>(FeeFilter.COMMAND,
            (message, out) -> out.put("fee_rate", Long.toString(message.feeRate())), in -> new FeeFilter(in.i64("fee_rate")));

    private HandshakeRows() {}

    private static void writeVersion(Version message, ObjectNode out) {
        out.put("version", message.protocolVersion());
        out.put("services", Long.toUnsignedString(message.services()));
        out.put("timestamp", Long.toString(message.timestamp()));
        AddressRows.write(message.receiver(), out.putObject("addr_recv"));
        message.sender().ifPresentOrElse(sender -> AddressRows.write(sender, out.putObject("addr_from")), () -> out.putNull("addr_from"));
        out.put("nonce", message.nonce().isPresent() ? Long.toUnsignedString(message.nonce().getAsLong()) : null);
        message.userAgent().ifPresentOrElse(agent -> putText(out, "user_agent", agent), () -> out.putNull("user_agent").putNull("user_agent_hex"));
        out.put("start_height", message.startHeight().isPresent() ? (Integer) message.startHeight().getAsInt() : null);
        out.put("relay", message.relay().orElse(null));
        out.put("association_id_hex", message.associationId().map(Bytes::toHex).orElse(null));
    }

    private static Version readVersion(FieldReader in) {
        return new Version(in.i32("version"), in.u64("services"), in.i64("timestamp"), AddressRows.read(in.object("addr_recv")),
                in.optional("addr_from", name -> AddressRows.read(in.object(name))),
                in.has("nonce") ? OptionalLong.of(in.u64("nonce")) : OptionalLong.empty(),
                in.has("user_agent_hex") ? in.optional("user_agent_hex", _ -> in.bytesAsText("user_agent")) : in.optional("user_agent", in::bytesAsText),
                in.has("start_height") ? OptionalInt.of(in.i32("start_height")) : OptionalInt.empty(),
                in.optional("relay", in::flag), in.optional("association_id_hex", in::hex));
    }

    private static void putText(ObjectNode out, String name, String oneCharacterForEachByte) {
        out.put(name, oneCharacterForEachByte);
        out.put(name + "_hex", Bytes.ofLatin1(oneCharacterForEachByte).toHex());
    }
}
