package bsv.p2p.codec;

import bsv.p2p.api.message.Block;
import bsv.p2p.api.message.BlockHeader;
import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import bsv.p2p.api.stream.PayloadFacts.BlockFacts;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/// A payload above the threshold: offered as soon as its facts are known, then handed on in pieces, or hashed and forgotten if nobody
/// takes it. Holds one piece, which grows with what came.
final class LargeIntake implements Intake {
    private static final int SMALLEST_PIECE = 4096;
    private static final int LARGEST_PIECE = 1 << 16;
    /// A block's header and the number of its transactions, in the longest form that is legal.
    private static final int BLOCK_OPENING = BlockHeader.LENGTH + 5;

    private final FrameHeader frame;
    private final FrameSink listener;
    private final PayloadHash hash = new PayloadHash();
    private Optional<PayloadSink> taker = Optional.empty();
    private boolean offered;
    private boolean abandoned;
    private byte[] piece = {};
    private int pieceSize;
    private long size;

    LargeIntake(FrameHeader frame, FrameSink listener) {
        this.frame = frame;
        this.listener = listener;
    }

    @Override
    public void take(ByteBuf in, int count) {
        int left = count;
        while (left > 0) {
            if (offered && taker.isEmpty()) {
                drop(in, left);
                return;
            }
            if (pieceSize == piece.length) beginPiece();
            int taken = Math.min(left, piece.length - pieceSize);
            Heap.take(in, piece, pieceSize, taken);
            if (!frame.extended()) hash.update(piece, pieceSize, taken);
            pieceSize += taken;
            size += taken;
            left -= taken;
            if (!offered && size >= BLOCK_OPENING) offer();
            if (pieceSize == piece.length || size == frame.length()) handOn();
        }
    }

    @Override
    public void finish(FrameSink sink) {
        int computed = frame.extended() ? 0 : FrameHeader.checksumOf(hash.finish());
        boolean checksumOk = computed == frame.checksum();
        if (taker.isEmpty()) {
            sink.fault(new LinkFault.Discarded(frame.command(), frame.length(), checksumOk));
            return;
        }
        taker.get().complete(checksumOk);
        if (!checksumOk) sink.fault(new LinkFault.BadChecksum(frame.command(), frame.checksum(), computed));
    }

    @Override
    public void abandon() {
        abandoned = true;
        var left = taker;
        taker = Optional.empty();
        left.ifPresent(PayloadSink::broken);
    }

    private void beginPiece() {
        piece = new byte[(int) Math.min(frame.length() - size, Math.clamp(size, SMALLEST_PIECE, LARGEST_PIECE))];
        pieceSize = 0;
    }

    private void offer() {
        offered = true;
        taker = listener.payload(new PayloadFacts(frame.command(), frame.length(), frame.extended(), blockFacts()));
        if (abandoned) abandon(); // Whoever was asked stopped the reader.
    }

    private Optional<BlockFacts> blockFacts() {
        if (!frame.command().equals(Block.COMMAND)) return Optional.empty();
        var in = new PayloadReader(Bytes.wrap(piece).slice(0, BLOCK_OPENING));
        try {
            var header = BlockHeader.ofWire(in.bytes("header", BlockHeader.LENGTH), 0);
            return Optional.of(new BlockFacts(header, in.varint("transactions")));
        } catch (MalformedMessage _) {
            return Optional.empty(); // Who takes it will see.
        }
    }

    private void handOn() {
        var whole = Bytes.wrap(piece).slice(0, pieceSize);
        piece = new byte[0];
        pieceSize = 0;
        taker.ifPresent(sink -> sink.take(whole));
    }

    private void drop(ByteBuf in, int count) {
        if (!frame.extended()) hash.update(in, in.readerIndex(), count);
        in.skipBytes(count);
        size += count;
    }
}
