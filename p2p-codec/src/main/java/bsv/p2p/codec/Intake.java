package bsv.p2p.codec;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.spi.LinkFault;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/// What becomes of a payload that comes in pieces: held until it is whole, or handed on as it comes, or skipped.
sealed interface Intake permits Intake.Held, Intake.Skipped, LargeIntake {
    /// Takes the next `count` bytes.
    void take(ByteBuf in, int count);

    /// All bytes came.
    void finish(FrameSink sink);

    /// No more bytes come.
    default void abandon() {}

    /// Keeps the bytes in pieces that grow with what came: memory is at most twice that, and no byte is moved twice before the end.
    final class Held implements Intake {
        private static final int SMALLEST_PIECE = 1024;
        private final FrameHeader frame;
        private final PayloadHash hash = new PayloadHash();
        private final List<byte[]> full = new ArrayList<>(1);
        private byte[] piece = {};
        private int pieceSize;
        private int size;

        Held(FrameHeader frame) {
            this.frame = frame;
        }

        @Override
        public void take(ByteBuf in, int count) {
            int left = count;
            while (left > 0) {
                if (pieceSize == piece.length) addPiece(left);
                int taken = Math.min(left, piece.length - pieceSize);
                Heap.take(in, piece, pieceSize, taken);
                if (!frame.extended()) hash.update(piece, pieceSize, taken);
                pieceSize += taken;
                size += taken;
                left -= taken;
            }
        }

        @Override
        public void finish(FrameSink sink) {
            Payload.deliver(frame.command(), frame.checksum(), frame.extended(), frame.extended() ? Bytes.wrap(whole()) : Bytes.wrap(whole(), hash.finish()), sink);
        }

        private void addPiece(int coming) {
            if (pieceSize > 0) full.add(piece);
            piece = new byte[(int) Math.min(frame.length() - size, (long) size + coming + SMALLEST_PIECE)];
            pieceSize = 0;
        }

        private byte[] whole() {
            if (full.isEmpty()) return piece;
            var whole = new byte[size];
            int at = 0;
            for (var part : full) {
                System.arraycopy(part, 0, whole, at, part.length);
                at += part.length;
            }
            System.arraycopy(piece, 0, whole, at, pieceSize);
            return whole;
        }
    }

    /// Of a command that none is: passed over, so that the stream stays in step.
    record Skipped(Bytes command) implements Intake {
        @Override
        public void take(ByteBuf in, int count) {
            in.skipBytes(count);
        }

        @Override
        public void finish(FrameSink sink) {
            sink.fault(new LinkFault.BadCommand(command));
        }
    }
}
