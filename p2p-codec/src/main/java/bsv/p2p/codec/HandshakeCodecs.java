package bsv.p2p.codec;

import static bsv.p2p.codec.PayloadWriter.string;
import static bsv.p2p.codec.PayloadWriter.text;

import bsv.p2p.api.message.AuthCh;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.NetworkAddress;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Messages by which two nodes get to know each other.
final class HandshakeCodecs {
    static final MessageCodec<Version> VERSION = new MessageCodec<>(Version.COMMAND, Version.class, HandshakeCodecs::readVersion, HandshakeCodecs::writeVersion);
    static final MessageCodec<Verack> VERACK = new MessageCodec<>(Verack.COMMAND, Verack.class, in -> new Verack(), (m, out) -> {});
    static final MessageCodec<ProtoConf> PROTO_CONF = new MessageCodec<>(ProtoConf.COMMAND, ProtoConf.class, SizeLimit.PROTO_CONF, HandshakeCodecs::readProtoConf, HandshakeCodecs::writeProtoConf);
    static final MessageCodec<AuthCh> AUTH_CH = new MessageCodec<>(AuthCh.COMMAND, AuthCh.class,
            // The length field is ignored: the reference node always takes 32 bytes.
            in -> new AuthCh(in.u32("version"), in.u32("messageLength"), in.bytes("message", AuthCh.MESSAGE_LENGTH).compact()),
            (m, out) -> {
                out.writeIntLE((int) m.version()).writeIntLE((int) m.messageLength());
                PayloadWriter.bytes(m.message(), out);
            });

    /// The only kind of association id there is, and the bytes of its UUID.
    private static final int UUID_KIND = 0;
    private static final int UUID_LENGTH = 16;

    private HandshakeCodecs() {}

    /// Which fields are present depends on nothing but whether bytes are left.
    private static Version readVersion(PayloadReader in) {
        int protocolVersion = in.i32("protocolVersion");
        long services = in.i64("services");
        long timestamp = in.i64("timestamp");
        var receiver = AddressCodecs.readAddress("receiver", in);
        boolean more = in.left() > 0;
        var sender = more ? Optional.of(AddressCodecs.readAddress("sender", in)) : Optional.<NetworkAddress>empty();
        var nonce = more ? OptionalLong.of(in.i64("nonce")) : OptionalLong.empty();
        var userAgent = in.left() > 0 ? Optional.of(in.text("userAgent", Version.MAX_USER_AGENT)) : Optional.<String>empty();
        var startHeight = in.left() > 0 ? OptionalInt.of(in.i32("startHeight")) : OptionalInt.empty();
        var relay = in.left() > 0 ? Optional.of(in.bool("relay")) : Optional.<Boolean>empty();
        var associationId = in.left() > 0 ? Optional.of(readAssociationId(in)) : Optional.<Bytes>empty();
        return new Version(protocolVersion, services, timestamp, receiver, sender, nonce, userAgent, startHeight, relay, associationId);
    }

    /// Up to one byte is the null id; else a kind and a UUID. Source: net/association_id.cpp.
    static Bytes readAssociationId(PayloadReader in) {
        int start = in.position();
        var id = in.string("associationId", Version.MAX_ASSOCIATION_ID).compact();
        if (id.length() <= 1 || (id.at(0) == UUID_KIND && id.length() == 1 + UUID_LENGTH)) return id;
        throw new MalformedMessage("associationId", start, "a zero byte and 16 bytes of UUID", id.toString());
    }

    private static void writeVersion(Version m, ByteBuf out) {
        out.writeIntLE(m.protocolVersion()).writeLongLE(m.services()).writeLongLE(m.timestamp());
        AddressCodecs.writeAddress(m.receiver(), out);
        m.sender().ifPresent(sender -> AddressCodecs.writeAddress(sender, out));
        m.nonce().ifPresent(out::writeLongLE);
        m.userAgent().ifPresent(agent -> text(agent, out));
        m.startHeight().ifPresent(out::writeIntLE);
        m.relay().ifPresent(out::writeBoolean);
        m.associationId().ifPresent(id -> string(id, out));
    }

    private static ProtoConf readProtoConf(PayloadReader in) {
        long numberOfFields = in.varint("numberOfFields");
        if (numberOfFields == 0) throw new MalformedMessage("numberOfFields", 0, "at least 1", "0");
        long maxRecvPayloadLength = in.u32("maxRecvPayloadLength");
        var policies = numberOfFields >= 2 ? Optional.of(in.text("streamPolicies", ProtoConf.MAX_STREAM_POLICIES)) : Optional.<String>empty();
        return new ProtoConf(numberOfFields, maxRecvPayloadLength, policies, in.rest());
    }

    private static void writeProtoConf(ProtoConf m, ByteBuf out) {
        VarInt.write(m.numberOfFields(), out);
        out.writeIntLE((int) m.maxRecvPayloadLength());
        m.streamPolicies().ifPresent(policies -> text(policies, out));
        PayloadWriter.bytes(m.laterFields(), out);
    }
}
