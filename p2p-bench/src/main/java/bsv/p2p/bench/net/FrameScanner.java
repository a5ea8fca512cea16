package bsv.p2p.bench.net;

import bsv.p2p.bench.codec.Words;
import java.nio.ByteBuffer;

/// Finds out which messages a stream of bytes completes, and nothing else of them: checks no magic and no checksum.
final class FrameScanner {
    /// Bits of what [#scan] finds.
    static final int VERSION = 1;
    static final int VERACK = 2;
    static final int GETADDR = 4;
    static final int PONG = 8;
    static final int PING = 16;
    static final int OTHER = 32;
    private static final int NONCE = 8;

    private final byte[] header = new byte[Frames.HEADER];
    private int headerBytes;
    private int missing;
    private final byte[] nonce = new byte[NONCE];
    private long pongs;
    private ByteBuffer answer = ByteBuffer.allocate(0);

    /// Takes all bytes.
    ///
    /// @return what was completed
    int scan(ByteBuffer in) {
        int found = 0;
        while (in.hasRemaining()) {
            if (headerBytes < Frames.HEADER) {
                int count = Math.min(Frames.HEADER - headerBytes, in.remaining());
                in.get(header, headerBytes, count);
                headerBytes += count;
                if (headerBytes < Frames.HEADER) break;
                missing = Words.intLe(header, Frames.LENGTH);
            } else {
                int count = Math.min(missing, in.remaining());
                if (missing <= NONCE) in.get(nonce, NONCE - missing, count);
                else in.position(in.position() + count);
                missing -= count;
            }
            if (missing == 0) {
                headerBytes = 0;
                found |= kind();
            }
        }
        return found;
    }

    private int kind() {
        int command = Words.intBe(header, Frames.COMMAND);
        if (command == Frames.IS_VERSION) return VERSION;
        if (command == Frames.IS_VERACK) return VERACK;
        if (command == Frames.IS_GETADDR) return GETADDR;
        if (command == Frames.IS_PING) {
            answer = ByteBuffer.allocate(Frames.HEADER + NONCE).put(header).put(nonce).put(Frames.COMMAND + 1, (byte) 'o').flip();
            return PING;
        }
        if (command != Frames.IS_PONG) return OTHER;
        pongs++;
        return PONG;
    }

    /// How many came.
    long pongs() {
        return pongs;
    }

    /// The answer to a ping that was found last: its frame but for a letter, the checksum being the same.
    ByteBuffer answer() {
        return answer;
    }
}
