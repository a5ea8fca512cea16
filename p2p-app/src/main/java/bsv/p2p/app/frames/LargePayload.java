package bsv.p2p.app.frames;

import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.BlockVisitor;
import bsv.p2p.api.message.BlockWalker;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.message.DoubleSha256;
import bsv.p2p.api.message.MalformedBlock;
import bsv.p2p.api.message.MerkleTree;
import bsv.p2p.api.message.Transaction;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.app.frames.DecodeLine.Decoded;
import bsv.p2p.app.json.JsonText;
import bsv.p2p.app.json.MessageJson;
import bsv.p2p.codec.FrameHeader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A payload that goes by: checked, walked if it is a block or a transaction, and summed up.
final class LargePayload implements BlockVisitor {
    private static final int PIECE = 1 << 16;

    private final FrameHeader frame;
    private final boolean block;
    private final Optional<BlockWalker> walker;
    private final DoubleSha256 hash = new DoubleSha256();
    private final DoubleSha256 large = new DoubleSha256();
    private final MerkleTree tree = new MerkleTree();
    private Optional<BlockHeader> header = Optional.empty();
    private long largest;
    private Optional<MalformedBlock> problem = Optional.empty();

    LargePayload(FrameHeader frame, boolean block, boolean tx) {
        this.frame = frame;
        this.block = block;
        this.walker = block ? Optional.of(BlockWalker.of(this)) : tx ? Optional.of(BlockWalker.ofTransaction(this, BlockWalker.DEFAULT_LIMIT)) : Optional.empty();
    }

    /// Reads to its end, or to the end of `in`.
    ///
    /// @return bytes read
    long readFrom(InputStream in) throws IOException {
        long left = frame.length();
        while (left > 0) {
            var piece = in.readNBytes((int) Math.min(left, PIECE));
            if (piece.length == 0) break;
            left -= piece.length;
            var bytes = Bytes.wrap(piece);
            if (!frame.extended()) hash.update(bytes);
            walk(bytes);
        }
        return frame.length() - left;
    }

    private void walk(Bytes piece) {
        if (problem.isPresent()) return;
        try {
            walker.ifPresent(to -> to.accept(piece));
        } catch (MalformedBlock malformed) {
            problem = Optional.of(malformed);
        }
    }

    /// What there is to say.
    Decoded decoded(long read, ObjectNode line) {
        if (read < frame.length()) {
            return failed(line, DecodeError.Kind.TRUNCATED, "the capture ends after %d of %d bytes of a %s payload".formatted(read, frame.length(), frame.command()));
        }
        int computed = frame.extended() ? 0 : FrameHeader.checksumOf(hash.finish());
        if (computed != frame.checksum()) {
            return DecodeLine.failed(DecodeError.of(new LinkFault.BadChecksum(frame.command(), frame.checksum(), computed)), line.retain("offset"));
        }
        try {
            if (problem.isEmpty()) walker.ifPresent(BlockWalker::finish);
        } catch (MalformedBlock malformed) {
            problem = Optional.of(malformed);
        }
        if (problem.isPresent()) return failed(line, DecodeError.Kind.MALFORMED, "malformed %s: %s".formatted(frame.command(), problem.get().getMessage()));
        var fields = line.putObject("fields");
        header.ifPresent(found -> MessageJson.putHeader(found, fields));
        if (walker.isPresent()) {
            if (block) fields.put("tx_count", tree.size()).put("computed_merkle_root", tree.root().toString()).put("largest_transaction", largest);
            else fields.put("txid", tree.root().toString()).put("size", largest);
        }
        return new Decoded(true, JsonText.line(line));
    }

    private static Decoded failed(ObjectNode line, DecodeError.Kind kind, String detail) {
        return DecodeLine.failed(new DecodeError(kind, detail), line.retain("offset"));
    }

    @Override
    public void header(BlockHeader found, long transactions) {
        header = Optional.of(found);
    }

    @Override
    public void transaction(long index, Transaction transaction) {
        tree.add(transaction.txid());
        largest = Math.max(largest, transaction.size());
    }

    @Override
    public void part(long index, Bytes part) {
        large.update(part);
    }

    @Override
    public void largeTransaction(long index, long size) {
        tree.add(large.finish());
        largest = Math.max(largest, size);
    }
}
