package bsv.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bsv.p2p.testkit.LogLines;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NettyLoopTest {
    private final LogLines lines = new LogLines();
    private final AtomicLong logTime = new AtomicLong();
    private final NettyLoop loop = new NettyLoop(SocketIo.NIO, Thread.ofPlatform().daemon().factory(),
            new RareLog(lines, () -> logTime.addAndGet(Duration.ofSeconds(1).toNanos())));

    @AfterEach
    void end() throws InterruptedException {
        loop.beginShutdown(Duration.ofSeconds(1));
        loop.awaitEnd(Duration.ofSeconds(10));
    }

    @Test
    void whatATaskThrowsIsLogged() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("thrown by a test");
        });
        // Netty keeps to itself what these throw.
        loop.schedule(() -> {
            throw new StackOverflowError("thrown by a test");
        }, Duration.ZERO);
        var after = new CompletableFuture<Boolean>();
        loop.schedule(() -> after.complete(true), Duration.ofMillis(1));
        after.get(10, TimeUnit.SECONDS);

        assertThat(lines.written()).hasSize(2).allMatch(line -> line.startsWith("ERROR a task on an event loop failed"));
    }

    @Test
    void afterItsEndTasksAreRefusedAndTimersMayStillBeCancelled() throws InterruptedException {
        var timer = loop.schedule(() -> {}, Duration.ofDays(1));
        end();

        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> loop.execute(() -> {}));
        assertThat(loop.tryExecute(() -> {})).isFalse();
        timer.cancel();
    }

    @Test
    void longWaitsEndTogetherAndShortOnesOnTime() {
        long second = 1_000_000_000L;
        long grid = second / 10;
        for (long now : new long[] {-7, 0, 1, grid - 1, 123_456_789_012L, Long.MIN_VALUE, Long.MAX_VALUE - 5}) {
            assertThat(NettyLoop.together(now, 2 * second)).isEqualTo(2 * second);
            long end = NettyLoop.together(now, 30 * second);
            assertThat(end).isBetween(30 * second, 30 * second + grid - 1);
            assertThat(NettyLoop.together(now + 1, end - 1)).as("one that is due with it").isEqualTo(end - 1);
        }
        assertThat(NettyLoop.together(5, 30 * second + 1)).as("in the same tenth of a second").isEqualTo(NettyLoop.together(5, 30 * second + 2));
    }
}
