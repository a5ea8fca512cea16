package bsv.p2p.bench.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;

/// A frame to send: its payload is copied into place and hashed each time, but for a block, which is made once. On one loop.
final class NettyFrame {
    private final byte[] frame;
    private final byte[] payload;
    private final boolean once;
    private final boolean checked;
    private final Sha256d hash = new Sha256d();

    NettyFrame(Kind kind, boolean checked) {
        this.frame = kind.frame();
        this.payload = Arrays.copyOfRange(frame, Frames.HEADER, frame.length);
        this.once = kind == Kind.BLOCK;
        this.checked = checked;
    }

    boolean isMadeOnce() {
        return once;
    }

    ByteBuf encoded(ByteBufAllocator allocator) {
        System.arraycopy(payload, 0, frame, Frames.HEADER, payload.length);
        int checksum = 0;
        if (checked) {
            hash.update(frame, Frames.HEADER, payload.length);
            checksum = hash.checksum();
        }
        var bytes = allocator.directBuffer(frame.length, frame.length).writeBytes(frame);
        return bytes.setIntLE(Frames.CHECKSUM, checksum);
    }
}
