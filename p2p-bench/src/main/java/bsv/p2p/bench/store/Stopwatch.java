package bsv.p2p.bench.store;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// Time on the wall and time of the processor. The latter hardly depends on what else the machine does.
final class Stopwatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final long wall = System.nanoTime();
    private final long process = SYSTEM.getProcessCpuTime();
    private final long thread = THREADS.getCurrentThreadCpuTime();

    /// Nanoseconds of this thread's processor time.
    long ofThread() {
        return THREADS.getCurrentThreadCpuTime() - thread;
    }

    /// Milliseconds of processor time of all threads.
    double ofProcess() {
        return (SYSTEM.getProcessCpuTime() - process) / 1e6;
    }

    /// Milliseconds on the wall.
    double onTheWall() {
        return (System.nanoTime() - wall) / 1e6;
    }
}
