package bsv.p2p.transport;

import bsv.p2p.api.spi.EventLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// One Netty event loop. A task that throws is logged and harms no other. After its end tasks are refused with
/// `RejectedExecutionException`.
final class NettyLoop implements EventLoop {
    /// From so long on waits end together.
    private static final long LONG = Duration.ofSeconds(10).toNanos();
    private static final long GRID = Duration.ofMillis(100).toNanos();

    private final SingleThreadEventLoop loop;
    private final RareLog troubles;
    // Both are the loop's; others may see them, and do not use them.
    private boolean reading;
    private long readAt;

    /// A loop without a group: a group would keep a thread of Netty's own alive for a second after the loops ended.
    NettyLoop(SocketIo io, ThreadFactory threads, RareLog troubles) {
        this.loop = new SingleThreadIoEventLoop(null, threads, io.handlers());
        this.troubles = troubles;
    }

    @Override
    public boolean inLoop() {
        return loop.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(guarded(task));
    }

    /// As [#execute], but says whether the task was taken: it is not once the loop ended.
    boolean tryExecute(Runnable task) {
        try {
            execute(task);
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        }
    }

    /// Long waits end up to a hundredth later, at times that they share: of ten thousand silent peers one is due every few milliseconds, and to wake up
    /// for each costs ten times what there is to do.
    @Override
    public Timeout schedule(Runnable task, Duration delay) {
        var future = loop.schedule(guarded(task), together(System.nanoTime(), delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> {
            try {
                future.cancel(false);
            } catch (RejectedExecutionException _) {
                // The loop ended, and with it the task.
            }
        };
    }

    static long together(long now, long delay) {
        return delay < LONG ? delay : delay + Math.floorMod(-(now + delay), GRID);
    }

    /// While what was read is looked at, the time when it was: to ask for the time costs as much as to handle a small message.
    @Override
    public long nanoTime() {
        return reading && inLoop() ? readAt : System.nanoTime();
    }

    /// Bytes were read and are looked at now. On the loop, as [#readingEnds].
    void readingBegins() {
        readAt = System.nanoTime();
        reading = true;
    }

    void readingEnds() {
        reading = false;
    }

    /// Makes `channel` one of this loop's for its whole life.
    ChannelFuture register(Channel channel) {
        return loop.register(channel);
    }

    /// Runs what was handed over before, then ends.
    void beginShutdown(Duration atMost) {
        var _ = loop.shutdownGracefully(0, atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Waits until the thread is gone.
    void awaitEnd(Duration atMost) throws InterruptedException {
        var _ = loop.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable thrown) {
                troubles.error("a task on an event loop failed", thrown);
            }
        };
    }
}
