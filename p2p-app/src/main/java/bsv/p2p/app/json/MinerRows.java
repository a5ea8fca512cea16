package bsv.p2p.app.json;

import bsv.p2p.api.message.AuthCh;
import bsv.p2p.api.message.AuthResp;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.RevokeMid;

/// The messages about miner ids.
final class MinerRows {
    static final MessageRow<AuthCh> AUTHCH = new MessageRow<>(AuthCh.COMMAND, (message, out) -> {
        out.put("version", message.version());
        out.put("message_length", message.messageLength());
        out.put("message_hex", message.message().toHex());
    }, in -> new AuthCh(in.u32("version"), in.u32("message_length"), in.hex("message_hex")));

    static final MessageRow<AuthResp> AUTHRESP = new MessageRow<>(AuthResp.COMMAND, (message, out) -> {
        out.put("public_key_hex", message.publicKey().toHex());
        out.put("client_nonce", Long.toUnsignedString(message.clientNonce()));
        out.put("signature_hex", message.signature().toHex());
    }, in -> new AuthResp(in.hex("public_key_hex"), in.u64("client_nonce"), in.hex("signature_hex")));

    static final MessageRow<RevokeMid> REVOKEMID = new MessageRow<>(RevokeMid.COMMAND, (message, out) -> {
        out.put("version", message.version());
        out.put("revocation_key_hex", message.revocationKey().toHex());
        out.put("miner_id_hex", message.minerId().toHex());
        out.put("revocation_message_hex", message.revocationMessage().toHex());
        out.put("signatures_hex", measured(message.revocationSignature()) + measured(message.minerIdSignature()));
        out.put("signature_1_hex", message.revocationSignature().toHex());
        out.put("signature_2_hex", message.minerIdSignature().toHex());
    }, in -> new RevokeMid(in.u32("version"), in.hex("revocation_key_hex"), in.hex("miner_id_hex"), in.hex("revocation_message_hex"),
            in.hex("signature_1_hex"), in.hex("signature_2_hex")));

    private MinerRows() {}

    /// With its length before it, as on the wire.
    private static String measured(Bytes signature) {
        return "%02x%s".formatted(signature.length(), signature.toHex());
    }
}
