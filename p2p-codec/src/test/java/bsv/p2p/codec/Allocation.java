package bsv.p2p.codec;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Counts what a piece of code allocates on the heap.
final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /// The bytes of the second run: the first one loads classes.
    static long of(Runnable code) {
        code.run();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        code.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
