package bsv.p2p.codec;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.GetBlocks;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.PackedList;
import bsv.p2p.api.message.Transaction;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;

/// Messages about the chain: headers, whole blocks, and the questions for both.
final class BlockCodecs {
    static final MessageCodec<GetBlocks> GET_BLOCKS = new MessageCodec<>(GetBlocks.COMMAND, GetBlocks.class,
            in -> new GetBlocks(in.i32("version"), readLocator(in), in.hash("stopHash")),
            (m, out) -> writeQuestion(m.version(), m.locator(), m.stopHash(), out));
    static final MessageCodec<GetHeaders> GET_HEADERS = new MessageCodec<>(GetHeaders.COMMAND, GetHeaders.class,
            in -> new GetHeaders(in.i32("version"), readLocator(in), in.hash("stopHash")),
            (m, out) -> writeQuestion(m.version(), m.locator(), m.stopHash(), out));
    static final MessageCodec<Headers> HEADERS = new MessageCodec<>(Headers.COMMAND, Headers.class,
            in -> new Headers(readEntries(in)), (m, out) -> PayloadWriter.list(m.entries(), out, BlockCodecs::writeEntry));
    static final MessageCodec<Block> BLOCK = new MessageCodec<>(Block.COMMAND, Block.class, BlockCodecs::readBlock, BlockCodecs::writeBlock);

    /// Bytes of an entry whose count takes one byte, as all do that nodes send.
    private static final int SHORT_ENTRY = BlockHeader.LENGTH + 1;

    private BlockCodecs() {}

    private static List<Hash256> readLocator(PayloadReader in) {
        return in.list("locator", Hash256.LENGTH, Hash256::ofWire);
    }

    private static void writeQuestion(int version, List<Hash256> locator, Hash256 stopHash, ByteBuf out) {
        out.writeIntLE(version);
        PayloadWriter.list(locator, out, PayloadWriter::hash);
        PayloadWriter.hash(stopHash, out);
    }

    private static List<Headers.Entry> readEntries(PayloadReader in) {
        int count = in.count("entries", SHORT_ENTRY);
        if (areShort(in, count)) {
            return PackedList.of(in.bytes("entries", count * SHORT_ENTRY), SHORT_ENTRY, BlockCodecs::shortEntryAt);
        }
        int start = in.position();
        var ends = new int[count];
        for (int i = 0; i < count; i++) {
            in.skip("header", BlockHeader.LENGTH);
            in.varint("transactionCount");
            ends[i] = in.position() - start;
        }
        return PackedList.of(in.since(start), ends, BlockCodecs::entryOf);
    }

    private static boolean areShort(PayloadReader in, int count) {
        for (int i = 0; i < count; i++) if (in.peek(i * SHORT_ENTRY + BlockHeader.LENGTH) >= VarInt.TWO_BYTES) return false;
        return true;
    }

    private static Headers.Entry shortEntryAt(Bytes bytes, int offset) {
        return new Headers.Entry(BlockHeader.ofWire(bytes, offset), bytes.at(offset + BlockHeader.LENGTH) & 0xff);
    }

    /// From the bytes of one entry that were read before.
    private static Headers.Entry entryOf(Bytes entry) {
        var in = new PayloadReader(entry, Optional.empty());
        in.skip("header", BlockHeader.LENGTH);
        return new Headers.Entry(BlockHeader.ofWire(entry, 0), in.varint("transactionCount"));
    }

    private static void writeEntry(Headers.Entry entry, ByteBuf out) {
        PayloadWriter.bytes(entry.header().toWire(), out);
        VarInt.write(entry.transactionCount(), out);
    }

    private static Block readBlock(PayloadReader in) {
        var header = BlockHeader.ofWire(in.bytes("header", BlockHeader.LENGTH), 0);
        int count = in.count("transactions", TransactionCodecs.MIN_LENGTH);
        int start = in.position();
        var ends = new int[count];
        for (int i = 0; i < count; i++) {
            TransactionCodecs.skip(in);
            ends[i] = in.position() - start;
        }
        return new Block(header, PackedList.of(in.since(start), ends, Transaction::ofWire));
    }

    private static void writeBlock(Block m, ByteBuf out) {
        PayloadWriter.bytes(m.header().toWire(), out);
        PayloadWriter.list(m.transactions(), out, (transaction, to) -> PayloadWriter.bytes(transaction.wire(), to));
    }
}
