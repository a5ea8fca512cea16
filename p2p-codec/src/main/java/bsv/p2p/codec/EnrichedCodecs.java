package bsv.p2p.codec;

import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.EnrichedHeader;
import bsv.p2p.api.message.GetHdrsEn;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.HdrsEn;
import bsv.p2p.api.message.ProvenTransaction;
import bsv.p2p.api.message.SendHdrsEn;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/// Enriched headers, and the questions for them. Source: primitives/block.h, CBlockHeaderEnriched.
final class EnrichedCodecs {
    static final MessageCodec<SendHdrsEn> SEND_HDRS_EN = new MessageCodec<>(SendHdrsEn.COMMAND, SendHdrsEn.class, in -> new SendHdrsEn(), (m, out) -> {});
    static final MessageCodec<GetHdrsEn> GET_HDRS_EN = new MessageCodec<>(GetHdrsEn.COMMAND, GetHdrsEn.class,
            in -> new GetHdrsEn(in.i32("version"), in.list("locator", Hash256.LENGTH, Hash256::ofWire), in.hash("stopHash")), (m, out) -> {
                out.writeIntLE(m.version());
                PayloadWriter.list(m.locator(), out, PayloadWriter::hash);
                PayloadWriter.hash(m.stopHash(), out);
            });
    static final MessageCodec<HdrsEn> HDRS_EN = new MessageCodec<>(HdrsEn.COMMAND, HdrsEn.class, SizeLimit.BLOCK,
            in -> new HdrsEn(VariableList.read("headers", EnrichedCodecs.MIN_LENGTH, in, EnrichedCodecs::skipHeader, EnrichedCodecs::readHeader)),
            (m, out) -> PayloadWriter.list(m.headers(), out, EnrichedCodecs::writeHeader));

    /// Header, count, three flags.
    private static final int MIN_LENGTH = BlockHeader.LENGTH + 1 + 3;

    private EnrichedCodecs() {}

    private static void skipHeader(PayloadReader in) {
        in.skip("header", BlockHeader.LENGTH);
        in.varint("transactionCount");
        in.skip("noMoreHeaders", 1);
        if (in.bool("coinbase")) ProofCodecs.skipProven(in);
        if (in.bool("minerInfo")) ProofCodecs.skipProven(in);
    }

    private static EnrichedHeader readHeader(PayloadReader in) {
        return new EnrichedHeader(CompactCodecs.readHeader(in), in.varint("transactionCount"), in.bool("noMoreHeaders"),
                readOptional("coinbase", in), readOptional("minerInfo", in));
    }

    private static Optional<ProvenTransaction> readOptional(String field, PayloadReader in) {
        return in.bool(field) ? Optional.of(ProofCodecs.readProven(in)) : Optional.empty();
    }

    private static void writeHeader(EnrichedHeader header, ByteBuf out) {
        PayloadWriter.bytes(header.header().toWire(), out);
        VarInt.write(header.transactionCount(), out);
        out.writeBoolean(header.noMoreHeaders());
        writeOptional(header.coinbase(), out);
        writeOptional(header.minerInfo(), out);
    }

    private static void writeOptional(Optional<ProvenTransaction> proven, ByteBuf out) {
        out.writeBoolean(proven.isPresent());
        proven.ifPresent(transaction -> ProofCodecs.writeProven(transaction, out));
    }
}
