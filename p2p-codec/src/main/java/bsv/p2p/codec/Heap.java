package bsv.p2p.codec;

import io.netty.buffer.ByteBuf;

/// Copies bytes from a network buffer to the heap.
final class Heap {
    private Heap() {}

    /// Takes `count` readable bytes of `in`. Netty's own way makes a buffer object for each read of direct memory; this one uses the one
    /// that `in` keeps.
    static void take(ByteBuf in, byte[] target, int offset, int count) {
        if (in.hasArray() || in.nioBufferCount() != 1) {
            in.readBytes(target, offset, count);
        } else {
            in.internalNioBuffer(in.readerIndex(), count).get(target, offset, count);
            in.skipBytes(count);
        }
    }
}
