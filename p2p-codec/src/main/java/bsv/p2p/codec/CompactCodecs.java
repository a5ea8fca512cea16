package bsv.p2p.codec;

import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.BlockTxn;
import bsv.p2p.api.message.CmpctBlock;
import bsv.p2p.api.message.GetBlockTxn;
import bsv.p2p.api.message.PackedList;
import bsv.p2p.api.message.PrefilledTransaction;
import bsv.p2p.api.message.ShortId;
import bsv.p2p.api.message.Transaction;
import io.netty.buffer.ByteBuf;
import java.util.List;

/// Compact blocks: places in the block are written as gaps, what lies between one and the one before. Source: BIP 152, blockencodings.h.
final class CompactCodecs {
    static final MessageCodec<CmpctBlock> CMPCT_BLOCK = new MessageCodec<>(CmpctBlock.COMMAND, CmpctBlock.class, SizeLimit.BLOCK,
            in -> new CmpctBlock(readHeader(in), in.i64("nonce"), in.list("shortIds", ShortId.LENGTH, ShortId::ofWire), readPrefilled(in)),
            CompactCodecs::writeCmpctBlock);
    static final MessageCodec<GetBlockTxn> GET_BLOCK_TXN = new MessageCodec<>(GetBlockTxn.COMMAND, GetBlockTxn.class, SizeLimit.BLOCK_REQUEST,
            in -> new GetBlockTxn(in.hash("blockHash"), readIndexes(in)), CompactCodecs::writeGetBlockTxn);
    static final MessageCodec<BlockTxn> BLOCK_TXN = new MessageCodec<>(BlockTxn.COMMAND, BlockTxn.class, SizeLimit.BLOCK,
            in -> new BlockTxn(in.hash("blockHash"), readTransactions(in)), CompactCodecs::writeBlockTxn);

    /// Bytes of the smallest gap.
    private static final int MIN_GAP = 1;
    /// Every so many indexes one is remembered. More would make them slower to find, fewer cost more than their bytes.
    private static final int MARK_EVERY = 16;

    private CompactCodecs() {}

    static BlockHeader readHeader(PayloadReader in) {
        return BlockHeader.ofWire(in.bytes("header", BlockHeader.LENGTH), 0);
    }

    private static List<Transaction> readTransactions(PayloadReader in) {
        return VariableList.read("transactions", TransactionCodecs.MIN_LENGTH, in, PayloadReader::skipTransaction, transaction -> Transaction.ofWire(transaction.rest()));
    }

    private static List<PrefilledTransaction> readPrefilled(PayloadReader in) {
        int count = in.count("prefilled", MIN_GAP + TransactionCodecs.MIN_LENGTH);
        int start = in.position();
        var ends = new int[count];
        var indexes = new int[count];
        long next = 0;
        for (int i = 0; i < count; i++) {
            long index = readIndex("prefilled", next, in);
            in.skipTransaction();
            indexes[i] = (int) index;
            ends[i] = in.position() - start;
            next = index + 1;
        }
        return PackedList.byIndex(in.since(start), count, (all, i) -> {
            int from = i == 0 ? 0 : ends[i - 1];
            var element = VariableList.readerOf(all.slice(from, ends[i] - from));
            element.varint("gap");
            return new PrefilledTransaction(indexes[i] & 0xffff_ffffL, Transaction.ofWire(element.rest()));
        });
    }

    private static List<Long> readIndexes(PayloadReader in) {
        int count = in.count("indexes", MIN_GAP);
        int start = in.position();
        int marks = (count + MARK_EVERY - 1) / MARK_EVERY;
        var offsets = new int[marks];
        var lowest = new int[marks];
        long next = 0;
        for (int i = 0; i < count; i++) {
            if (i % MARK_EVERY == 0) {
                offsets[i / MARK_EVERY] = in.position() - start;
                lowest[i / MARK_EVERY] = (int) next;
            }
            next = readIndex("indexes", next, in) + 1;
        }
        return PackedList.byIndex(in.since(start), count, (all, i) -> {
            int offset = offsets[i / MARK_EVERY];
            var gaps = VariableList.readerOf(all.slice(offset, all.length() - offset));
            long index = readIndex("indexes", lowest[i / MARK_EVERY] & 0xffff_ffffL, gaps);
            for (int skipped = 0; skipped < i % MARK_EVERY; skipped++) index = readIndex("indexes", index + 1, gaps);
            return index;
        });
    }

    /// @param lowest the index that a gap of zero means
    private static long readIndex(String field, long lowest, PayloadReader in) {
        int start = in.position();
        long index = lowest + in.varint(field);
        if (index >>> 32 != 0) throw new MalformedMessage(field, start, "an index of at most 4294967295", Long.toString(index));
        return index;
    }

    private static void writeCmpctBlock(CmpctBlock m, ByteBuf out) {
        PayloadWriter.bytes(m.header().toWire(), out);
        out.writeLongLE(m.nonce());
        PayloadWriter.list(m.shortIds(), out, (id, to) -> PayloadWriter.bytes(id.toWire(), to));
        var gaps = new Gaps();
        PayloadWriter.list(m.prefilled(), out, (prefilled, to) -> {
            gaps.write(prefilled.index(), to);
            PayloadWriter.bytes(prefilled.transaction().wire(), to);
        });
    }

    private static void writeGetBlockTxn(GetBlockTxn m, ByteBuf out) {
        PayloadWriter.hash(m.blockHash(), out);
        PayloadWriter.list(m.indexes(), out, new Gaps()::write);
    }

    private static void writeBlockTxn(BlockTxn m, ByteBuf out) {
        PayloadWriter.hash(m.blockHash(), out);
        PayloadWriter.list(m.transactions(), out, (transaction, to) -> PayloadWriter.bytes(transaction.wire(), to));
    }

    /// Writes indexes one after the other.
    private static final class Gaps {
        private long lowest;

        void write(long index, ByteBuf out) {
            VarInt.write(index - lowest, out);
            lowest = index + 1;
        }
    }
}
