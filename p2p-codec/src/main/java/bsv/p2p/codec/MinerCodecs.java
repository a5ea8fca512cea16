package bsv.p2p.codec;

import bsv.p2p.api.message.AuthResp;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.RevokeMid;
import io.netty.buffer.ByteBuf;

/// Messages about miner ids. Signatures are carried, not checked. Source: net/authconn.h, miner_id/revokemid.h.
final class MinerCodecs {
    static final MessageCodec<AuthResp> AUTH_RESP = new MessageCodec<>(AuthResp.COMMAND, AuthResp.class,
            in -> new AuthResp(in.string("publicKey", AuthResp.MAX_PUBLIC_KEY), in.i64("clientNonce"), readSignature(in)),
            (m, out) -> {
                PayloadWriter.string(m.publicKey(), out);
                out.writeLongLE(m.clientNonce());
                PayloadWriter.string(m.signature(), out);
            });
    static final MessageCodec<RevokeMid> REVOKE_MID = new MessageCodec<>(RevokeMid.COMMAND, RevokeMid.class, MinerCodecs::readRevokeMid, MinerCodecs::writeRevokeMid);

    private MinerCodecs() {}

    private static Bytes readSignature(PayloadReader in) {
        int at = in.position();
        var signature = in.string("signature", AuthResp.MAX_SIGNATURE);
        if (signature.length() < AuthResp.MIN_SIGNATURE) throw new MalformedMessage("signature", at, "at least 70 bytes", Integer.toString(signature.length()));
        return signature;
    }

    private static RevokeMid readRevokeMid(PayloadReader in) {
        long version = in.u32("version");
        var revocationKey = readKey("revocationKey", in);
        var minerId = readKey("minerId", in);
        var revocationMessage = readKey("revocationMessage", in);
        int at = in.position();
        long length = in.varint("signatures");
        int start = in.position();
        var first = in.bytes("revocationSignature", in.u8("revocationSignature"));
        var second = in.bytes("minerIdSignature", in.u8("minerIdSignature"));
        int found = in.position() - start;
        if (found != length) throw new MalformedMessage("signatures", at, "the %d bytes of two signatures".formatted(found), Long.toString(length));
        return new RevokeMid(version, revocationKey, minerId, revocationMessage, first, second);
    }

    private static Bytes readKey(String field, PayloadReader in) {
        int at = in.position();
        var key = in.bytes(field, RevokeMid.KEY_LENGTH);
        if (!RevokeMid.isCompressedKey(key)) throw new MalformedMessage(field, at, "a compressed public key, which begins with 02 or 03", key.slice(0, 1).toHex());
        return key;
    }

    private static void writeRevokeMid(RevokeMid m, ByteBuf out) {
        out.writeIntLE((int) m.version());
        PayloadWriter.bytes(m.revocationKey(), out);
        PayloadWriter.bytes(m.minerId(), out);
        PayloadWriter.bytes(m.revocationMessage(), out);
        VarInt.write(2L + m.revocationSignature().length() + m.minerIdSignature().length(), out);
        writeSignature(m.revocationSignature(), out);
        writeSignature(m.minerIdSignature(), out);
    }

    private static void writeSignature(Bytes signature, ByteBuf out) {
        out.writeByte(signature.length());
        PayloadWriter.bytes(signature, out);
    }
}
