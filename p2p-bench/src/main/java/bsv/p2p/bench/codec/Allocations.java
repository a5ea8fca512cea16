package bsv.p2p.bench.codec;

import bsv.p2p.bench.codec.Workload.Operation;
import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBufAllocator;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;

/// Counts the bytes that are allocated on the heap when a frame becomes a message and nobody looks at it.
final class Allocations {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP_BYTES = 600_000_000;
    private static final int MAX_WARM_UP = 50_000;

    private Allocations() {}

    static void print(List<Workload> workloads, PrintStream out) {
        out.println("| | payload, bytes | ours | beyond the payload | in 64 KiB pieces | bitcoinj |");
        out.println("|---|---|---|---|---|---|");
        var ours = new Ours();
        var bitcoinj = new Bitcoinj();
        for (var workload : workloads) {
            if (workload.operation() != Operation.DECODE) continue;
            var bytes = workload.frame();
            if (bytes.length > Ours.LIMITS.streamThreshold()) continue; // comes as a stream, of which nothing is kept
            long payload = bytes.length - 24L;
            var frame = ByteBufAllocator.DEFAULT.directBuffer(bytes.length).writeBytes(bytes);
            var pieces = Ours.pieces(frame);
            var theirs = ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
            int times = Math.clamp(WARM_UP_BYTES / bytes.length, 10, MAX_WARM_UP);
            long whole = perRun(times, () -> ours.read(frame));
            out.printf("| %s | %,d | %,d | %,d | %,d | %,d |%n", workload.name(), payload, whole, whole - payload, perRun(times, () -> ours.read(pieces)),
                    perRun(times, () -> bitcoinj.read(theirs)));
        }
    }

    private static long perRun(int times, Runnable work) {
        for (int i = 0; i < times; i++) work.run();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < times; i++) work.run();
        return Math.round((double) (THREADS.getCurrentThreadAllocatedBytes() - before) / times);
    }
}
