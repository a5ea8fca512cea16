package bsv.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.testkit.LogLines;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadBufferTest {
    private final ReadBuffer buffers = new ReadBuffer();
    private final ByteBufAllocator allocator = UnpooledByteBufAllocator.DEFAULT;
    private final NettyLoop loop = new NettyLoop(SocketIo.NIO, Thread.ofPlatform().daemon().factory(), new RareLog(new LogLines(), System::nanoTime));

    @AfterEach
    void end() throws InterruptedException {
        loop.beginShutdown(Duration.ofSeconds(1));
        loop.awaitEnd(Duration.ofSeconds(10));
    }

    @Test
    void linksOfALoopReadIntoTheSameMemoryAndSeeNothingOfEachOther() throws Exception {
        var memories = onLoop(() -> {
            var one = buffers.newHandle().allocate(allocator);
            one.writeLong(1);
            long memory = one.memoryAddress();
            one.release();
            var other = buffers.newHandle().allocate(allocator);
            assertThat(other.readableBytes()).isZero();
            assertThat(other.writableBytes()).isEqualTo(ReadBuffer.SIZE);
            long same = other.memoryAddress();
            other.release();
            return new long[] {memory, same};
        });

        assertThat(memories[1]).isEqualTo(memories[0]);
    }

    @Test
    void whatIsStillHeldIsNotWrittenOver() throws Exception {
        onLoop(() -> {
            var held = buffers.newHandle().allocate(allocator).writeLong(7);
            var other = buffers.newHandle().allocate(allocator).writeLong(8);
            assertThat(other.memoryAddress()).isNotEqualTo(held.memoryAddress());
            assertThat(held.readLong()).isEqualTo(7);
            other.release();
            held.release();
            assertThat(other.refCnt()).isZero();
            return held;
        });
    }

    @Test
    void theBufferIsGivenBackWhenTheLoopEnds() throws Exception {
        ByteBuf buffer = onLoop(() -> {
            var read = buffers.newHandle().allocate(allocator);
            read.release();
            return read;
        });
        assertThat(buffer.refCnt()).isEqualTo(1);

        end();

        assertThat(buffer.refCnt()).isZero();
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        var result = new CompletableFuture<T>();
        loop.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        });
        return result.get(10, TimeUnit.SECONDS);
    }
}
