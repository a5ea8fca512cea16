package bsv.p2p.codec;

import static bsv.p2p.codec.PayloadWriter.text;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.FeeFilter;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.SendCmpct;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.Tx;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/// Small messages about the connection itself.
final class ControlCodecs {
    static final MessageCodec<Ping> PING = new MessageCodec<>(Ping.COMMAND, Ping.class, in -> new Ping(in.i64("nonce")), (m, out) -> out.writeLongLE(m.nonce()));
    static final MessageCodec<Pong> PONG = new MessageCodec<>(Pong.COMMAND, Pong.class, in -> new Pong(in.i64("nonce")), (m, out) -> out.writeLongLE(m.nonce()));
    static final MessageCodec<Reject> REJECT = new MessageCodec<>(Reject.COMMAND, Reject.class, ControlCodecs::readReject, ControlCodecs::writeReject);
    static final MessageCodec<SendHeaders> SEND_HEADERS = new MessageCodec<>(SendHeaders.COMMAND, SendHeaders.class, in -> new SendHeaders(), (m, out) -> {});
    static final MessageCodec<SendCmpct> SEND_CMPCT = new MessageCodec<>(SendCmpct.COMMAND, SendCmpct.class,
            in -> new SendCmpct(in.bool("announce"), in.i64("version")), (m, out) -> out.writeBoolean(m.announce()).writeLongLE(m.version()));
    static final MessageCodec<FeeFilter> FEE_FILTER = new MessageCodec<>(FeeFilter.COMMAND, FeeFilter.class,
            in -> new FeeFilter(in.i64("feeRate")), (m, out) -> out.writeLongLE(m.feeRate()));

    private ControlCodecs() {}

    private static Reject readReject(PayloadReader in) {
        var message = in.text("message", Reject.MAX_MESSAGE);
        int code = in.u8("code");
        var reason = in.text("reason", Reject.MAX_REASON);
        // Some rejects of a tx or block come without the hash.
        boolean hasHash = in.left() >= Hash256.LENGTH && (message.equals(Tx.COMMAND.name()) || message.equals(Block.COMMAND.name()));
        return new Reject(message, code, reason, hasHash ? Optional.of(in.hash("hash")) : Optional.empty());
    }

    private static void writeReject(Reject m, ByteBuf out) {
        text(m.message(), out);
        out.writeByte(m.code());
        text(m.reason(), out);
        m.hash().ifPresent(hash -> PayloadWriter.hash(hash, out));
    }
}
