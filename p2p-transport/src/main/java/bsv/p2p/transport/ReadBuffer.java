package bsv.p2p.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;

/// Has all links of a loop read into one buffer, one after the other: nobody keeps anything of it, so that it stays in the processor's cache, a link
/// needs none of its own, and a peer's first long message comes at once and not in two. For sockets that are asked to read when bytes are there, not
/// for those to which a buffer is given before.
///
/// One read a turn, so that a peer does not keep a loop from the others: that is 2,000 pings already. Another turn costs a millionth of a second, next to
/// nothing beside 64 KiB.
final class ReadBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
    static final int SIZE = 64 * 1024;
    static final int READS_A_TURN = 1;
    private static final FastThreadLocal<ByteBuf> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected ByteBuf initialValue() {
            return UnpooledByteBufAllocator.DEFAULT.directBuffer(SIZE, SIZE);
        }

        @Override
        protected void onRemoval(ByteBuf buffer) {
            buffer.release();
        }
    };

    ReadBuffer() {
        super(READS_A_TURN);
    }

    @Override
    public MaxMessageHandle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public ByteBuf allocate(ByteBufAllocator allocator) {
                var buffer = OF_LOOP.get();
                return buffer.refCnt() == 1 ? buffer.clear().retain() : allocator.ioBuffer(SIZE);
            }

            @Override
            public int guess() {
                return SIZE;
            }
        };
    }
}
