package bsv.p2p.codec;

import bsv.p2p.api.message.Bytes;
import bsv.p2p.api.spi.LinkFault;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
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

    /// Keeps the bytes in pieces that grow with what came, and hashes them as they come. At the end they go into one array, and the pieces
    /// back to the allocator that they were borrowed from. It is used again then: made anew for each payload it would cost more than a
    /// message may beside its bytes.
    final class Held implements Intake {
        private static final int SMALLEST_PIECE = 1024;
        /// Allocators keep no larger ones ready.
        private static final int LARGEST_PIECE = 512 * 1024;
        private static final int MOST_SPARE = 64;
        private static final ThreadLocal<ArrayDeque<Held>> SPARE = ThreadLocal.withInitial(ArrayDeque::new);

        private final PayloadHash hash = new PayloadHash();
        private final List<ByteBuf> pieces = new ArrayList<>(4);
        private MessageCodec<?> codec;
        private int length;
        private int checksum;
        private boolean extended;
        private int size;
        private boolean over;

        private Held(MessageCodec<?> codec) {
            this.codec = codec;
        }

        /// For one payload, to its end or until it is abandoned.
        static Held of(MessageCodec<?> codec, int length, int checksum, boolean extended) {
            var spare = SPARE.get().poll();
            var held = spare == null ? new Held(codec) : spare;
            held.codec = codec;
            held.length = length;
            held.checksum = checksum;
            held.extended = extended;
            held.size = 0;
            held.over = false;
            return held;
        }

        @Override
        public void take(ByteBuf in, int count) {
            for (int left = count; left > 0;) {
                if (pieces.isEmpty() || !pieces.getLast().isWritable()) pieces.add(newPiece(in, left));
                var piece = pieces.getLast();
                int taken = Math.min(left, piece.writableBytes());
                int at = piece.arrayOffset() + piece.writerIndex();
                Heap.take(in, piece.array(), at, taken);
                piece.writerIndex(piece.writerIndex() + taken);
                if (!extended) hash.update(piece.array(), at, taken);
                size += taken;
                left -= taken;
            }
        }

        @Override
        public void finish(FrameSink sink) {
            try {
                Payload.gather(codec, checksum, extended, hash, pieces, length, sink);
            } finally {
                abandon();
            }
        }

        @Override
        public void abandon() {
            if (over) return;
            over = true;
            for (int i = 0; i < pieces.size(); i++) pieces.get(i).release();
            pieces.clear();
            hash.clear();
            var spare = SPARE.get();
            if (spare.size() < MOST_SPARE) spare.push(this);
        }

        private ByteBuf newPiece(ByteBuf in, int coming) {
            int room = (int) Math.min((long) length - size, Math.min((long) size + coming + SMALLEST_PIECE, LARGEST_PIECE));
            return in.alloc().heapBuffer(room, room);
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
