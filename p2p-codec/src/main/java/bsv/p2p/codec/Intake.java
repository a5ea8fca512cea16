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

    /// Keeps the bytes and hashes them as they come: first in pieces that grow with what came, from half of them on in the array of the message. The
    /// pieces go back to the allocator that they were borrowed from. It is used again at the end: made anew for each payload it would cost more
    /// than a message may beside its bytes.
    final class Held implements Intake {
        private static final int SMALLEST_PIECE = 1024;
        /// Allocators keep no larger ones ready.
        private static final int LARGEST_PIECE = 512 * 1024;
        private static final int MOST_SPARE = 64;
        private static final byte[] NONE = {};
        private static final ThreadLocal<ArrayDeque<Held>> SPARE = ThreadLocal.withInitial(ArrayDeque::new);

        private final PayloadHash hash = new PayloadHash();
        private final BlockProof ownProof = new BlockProof();
        private final List<ByteBuf> pieces = new ArrayList<>(4);
        private MessageCodec<?> codec;
        private int length;
        private int checksum;
        private boolean extended;
        private int size;
        private boolean over;
        /// Where all of it goes; [#NONE] until half of it came.
        private byte[] whole = NONE;
        private BlockProof proof = BlockProof.NONE;

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
            if (whole.length == 0 && length <= 2L * (size + count) + SMALLEST_PIECE) gather();
            if (whole.length > 0) size = Payload.take(in, count, whole, size, extended, hash, proof);
            else takePieces(in, count);
        }

        private void gather() {
            whole = new byte[length];
            proof = Payload.proof(codec, checksum, extended, whole, ownProof);
            int at = 0;
            for (int i = 0; i < pieces.size(); i++) at = Payload.copy(pieces.get(i), whole, at, proof);
            releasePieces();
        }

        private void takePieces(ByteBuf in, int count) {
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
                Payload.deliver(codec, checksum, extended, hash, whole, proof, sink);
            } finally {
                abandon();
            }
        }

        @Override
        public void abandon() {
            if (over) return;
            over = true;
            whole = NONE;
            proof = BlockProof.NONE;
            ownProof.abandon();
            releasePieces();
            hash.clear();
            var spare = SPARE.get();
            if (spare.size() < MOST_SPARE) spare.push(this);
        }

        private void releasePieces() {
            for (int i = 0; i < pieces.size(); i++) pieces.get(i).release();
            pieces.clear();
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
