package bsv.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.spi.Transport;
import bsv.p2p.testkit.TransportFixture;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReadBufferTest extends TransportFixture {
    private final ReadBuffer buffers = new ReadBuffer();
    private final ByteBufAllocator allocator = UnpooledByteBufAllocator.DEFAULT;

    @Override
    protected Transport open() {
        return NettyTransportTest.open(SocketIo.NIO);
    }

    private ByteBuf next() {
        return buffers.newHandle().allocate(allocator);
    }

    @Test
    void linksOfALoopReadIntoTheSameMemoryAndSeeNothingOfEachOther() {
        onLoop(transport().nextLoop(), () -> {
            var one = next();
            one.writeLong(1);
            long memory = one.memoryAddress();
            one.release();
            var other = next();
            assertThat(other.readableBytes()).isZero();
            assertThat(other.writableBytes()).isEqualTo(ReadBuffer.SIZE);
            assertThat(other.memoryAddress()).isEqualTo(memory);
            other.release();
        });
    }

    @Test
    void whatIsStillHeldIsNotWrittenOver() {
        onLoop(transport().nextLoop(), () -> {
            var held = next().writeLong(7);
            var other = next().writeLong(8);
            assertThat(other.memoryAddress()).isNotEqualTo(held.memoryAddress());
            assertThat(held.readLong()).isEqualTo(7);
            other.release();
            held.release();
            assertThat(other.refCnt()).isZero();
        });
    }

    @Test
    void theBufferIsGivenBackWhenTheLoopEnds() {
        assertLoopKeepsUntilItsEnd(transport(), this::next);
    }

    /// @param take what hands out something that the loop keeps, on that loop
    static void assertLoopKeepsUntilItsEnd(Transport transport, Supplier<ByteBuf> take) {
        var taken = new CompletableFuture<ByteBuf>();
        onLoop(transport.nextLoop(), () -> {
            taken.complete(take.get());
            taken.join().release();
        });
        assertThat(taken.join().refCnt()).isEqualTo(1);

        transport.close();

        assertThat(taken.join().refCnt()).isZero();
    }
}
