package bsv.p2p.codec;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.GetBlocks;
import bsv.p2p.api.message.GetHeaders;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.PackedList;
import io.netty.buffer.ByteBuf;
import java.util.List;

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
    static final MessageCodec<Block> BLOCK = new MessageCodec<>(Block.COMMAND, Block.class, SizeLimit.BLOCK, BlockCodecs::readBlock, BlockCodecs::writeBlock);

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
        int whole = in.position();
        int count = in.count("entries", Headers.Entry.SHORT_LENGTH);
        int start = in.position();
        if (areShort(in, count)) {
            in.skip("entries", (long) count * Headers.Entry.SHORT_LENGTH);
            return Headers.Entry.listOfShortWire(in.since(whole), start - whole);
        }
        var ends = new int[count];
        for (int i = 0; i < count; i++) {
            in.skip("header", BlockHeader.LENGTH);
            in.varint("transactionCount");
            ends[i] = in.position() - start;
        }
        return PackedList.of(in.since(start), ends, BlockCodecs::entryOf);
    }

    private static boolean areShort(PayloadReader in, int count) {
        for (int i = 0; i < count; i++) if (in.peek(i * Headers.Entry.SHORT_LENGTH + BlockHeader.LENGTH) >= VarInt.TWO_BYTES) return false;
        return true;
    }

    /// From the bytes of one entry that were read before.
    private static Headers.Entry entryOf(Bytes entry) {
        var in = new PayloadReader(entry);
        in.skip("header", BlockHeader.LENGTH);
        return new Headers.Entry(BlockHeader.ofWire(entry, 0), in.varint("transactionCount"));
    }

    private static void writeEntry(Headers.Entry entry, ByteBuf out) {
        PayloadWriter.bytes(entry.header().toWire(), out);
        VarInt.write(entry.transactionCount(), out);
    }

    private static Block readBlock(PayloadReader in) {
        int start = in.position();
        in.skip("header", BlockHeader.LENGTH);
        for (int left = in.count("transactions", TransactionCodecs.MIN_LENGTH); left > 0; left--) in.skipTransaction();
        return Block.ofWire(in.since(start));
    }

    private static void writeBlock(Block m, ByteBuf out) {
        PayloadWriter.bytes(m.header().toWire(), out);
        PayloadWriter.list(m.transactions(), out, (transaction, to) -> PayloadWriter.bytes(transaction.wire(), to));
    }
}
