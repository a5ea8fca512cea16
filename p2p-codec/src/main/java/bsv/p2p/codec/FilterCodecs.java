package bsv.p2p.codec;

import bsv.p2p.api.message.FilterAdd;
import bsv.p2p.api.message.FilterClear;
import bsv.p2p.api.message.FilterLoad;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Mempool;
import bsv.p2p.api.message.MerkleBlock;
import io.netty.buffer.ByteBuf;
import java.util.OptionalLong;

/// Bloom filters and what is asked for by them. Limits of a filter are rules, which the connection judges. Source: bloom.h, merkleblock.h,
/// net/mempool_msg.h.
final class FilterCodecs {
    static final MessageCodec<FilterLoad> FILTER_LOAD = new MessageCodec<>(FilterLoad.COMMAND, FilterLoad.class,
            in -> new FilterLoad(in.string("filter", Integer.MAX_VALUE), in.u32("hashFunctions"), in.u32("tweak"), in.u8("flags")), (m, out) -> {
                PayloadWriter.string(m.filter(), out);
                out.writeIntLE((int) m.hashFunctions()).writeIntLE((int) m.tweak()).writeByte(m.flags());
            });
    static final MessageCodec<FilterAdd> FILTER_ADD = new MessageCodec<>(FilterAdd.COMMAND, FilterAdd.class,
            in -> new FilterAdd(in.string("data", Integer.MAX_VALUE)), (m, out) -> PayloadWriter.string(m.data(), out));
    static final MessageCodec<FilterClear> FILTER_CLEAR = new MessageCodec<>(FilterClear.COMMAND, FilterClear.class, in -> new FilterClear(), (m, out) -> {});
    static final MessageCodec<MerkleBlock> MERKLE_BLOCK = new MessageCodec<>(MerkleBlock.COMMAND, MerkleBlock.class,
            in -> new MerkleBlock(CompactCodecs.readHeader(in), in.u32("totalTransactions"), in.list("hashes", Hash256.LENGTH, Hash256::ofWire),
                    in.string("flags", Integer.MAX_VALUE)),
            FilterCodecs::writeMerkleBlock);
    static final MessageCodec<Mempool> MEMPOOL = new MessageCodec<>(Mempool.COMMAND, Mempool.class, FilterCodecs::readMempool, FilterCodecs::writeMempool);

    private FilterCodecs() {}

    private static void writeMerkleBlock(MerkleBlock m, ByteBuf out) {
        PayloadWriter.bytes(m.header().toWire(), out);
        out.writeIntLE((int) m.totalTransactions());
        PayloadWriter.list(m.hashes(), out, PayloadWriter::hash);
        PayloadWriter.string(m.flags(), out);
    }

    private static Mempool readMempool(PayloadReader in) {
        if (in.left() == 0) return Mempool.all();
        return in.bool("hasAge") ? Mempool.ofAge(in.i64("age")) : new Mempool(Mempool.Form.NO_AGE, OptionalLong.empty());
    }

    private static void writeMempool(Mempool m, ByteBuf out) {
        if (m.form() != Mempool.Form.EMPTY) out.writeBoolean(m.form() == Mempool.Form.AGE);
        m.age().ifPresent(out::writeLongLE);
    }
}
