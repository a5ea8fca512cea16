package bsv.p2p.transport;

import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.Hash256;
import bsv.p2p.api.peer.Magic;
import bsv.p2p.api.stream.PayloadSource;
import bsv.p2p.codec.FrameHeader;
import bsv.p2p.codec.PayloadHash;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Reads a large payload on a thread of its own and gives it to the writer in pieces, of which only a few wait at a time.
final class PayloadPump {
    private static final int PIECE = 1 << 16;
    private static final int MOST_WAITING = 8;

    private final PayloadSource source;
    private final Magic magic;
    private final ByteBufAllocator allocator;
    private final Receiver receiver;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private volatile long frameBytes;
    private final Thread thread = Thread.ofVirtual().name("p2p-payload-out").unstarted(this::run);

    /// Where the pieces go; called on the thread of the pump.
    interface Receiver {
        /// Takes a piece, or releases it if it will not be written.
        void take(ByteBuf piece, boolean last);

        /// The source failed before anything was sent.
        void notBegun(Exception cause);

        /// The source failed and the peer has a part of the payload.
        void brokenOff(Exception cause);
    }

    PayloadPump(PayloadSource source, Magic magic, ByteBufAllocator allocator, Receiver receiver) {
        this.source = source;
        this.magic = magic;
        this.allocator = allocator;
        this.receiver = receiver;
    }

    Command command() {
        return source.command();
    }

    /// Header and payload; known once the first piece was given.
    long frameBytes() {
        return frameBytes;
    }

    void start() {
        thread.start();
    }

    void stop() {
        thread.interrupt();
    }

    /// A piece is written.
    void makeRoom() {
        room.release();
    }

    private void run() {
        boolean begun = false;
        try {
            long length = source.length();
            var header = FrameHeader.of(magic, source.command(), length, hash(length));
            try (var payload = source.open()) {
                begun = true;
                send(header, payload);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The link ended.
        } catch (IOException | RuntimeException failed) {
            if (begun) receiver.brokenOff(failed);
            else receiver.notBegun(failed);
        }
    }

    private void send(FrameHeader header, ReadableByteChannel payload) throws IOException, InterruptedException {
        frameBytes = header.size() + header.length();
        room.acquire();
        var first = allocator.buffer(header.size());
        header.write(first);
        long left = header.length();
        receiver.take(first, left == 0);
        while (left > 0) {
            room.acquire();
            var piece = read(payload, (int) Math.min(left, PIECE));
            left -= piece.readableBytes();
            receiver.take(piece, left == 0);
        }
    }

    /// The checksum stands before the payload, so it is read twice, unless its hash is known or its header has none.
    private Hash256 hash(long length) throws IOException, InterruptedException {
        if (FrameHeader.lengthFor(length) == FrameHeader.EXTENDED_LENGTH) return Hash256.ZERO;
        Optional<Hash256> known = source.hash();
        if (known.isPresent()) return known.get();
        var hash = new PayloadHash();
        try (var payload = source.open()) {
            for (long left = length; left > 0;) {
                if (Thread.interrupted()) throw new InterruptedException();
                var piece = read(payload, (int) Math.min(left, PIECE));
                left -= piece.readableBytes();
                hash.update(piece, 0, piece.readableBytes());
                piece.release();
            }
        }
        return hash.finish();
    }

    private ByteBuf read(ReadableByteChannel payload, int count) throws IOException {
        var piece = allocator.directBuffer(count, count);
        try {
            var target = piece.nioBuffer(0, count);
            while (target.hasRemaining()) if (payload.read(target) < 0) throw new EOFException("the payload ended before its length");
            return piece.writerIndex(count);
        } catch (IOException | RuntimeException failed) {
            piece.release();
            throw failed;
        }
    }
}
