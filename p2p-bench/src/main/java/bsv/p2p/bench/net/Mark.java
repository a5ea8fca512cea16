package bsv.p2p.bench.net;

import bsv.p2p.bench.ProcessStatus;
import java.lang.management.ManagementFactory;

/// How far a process is at a moment.
///
/// @param wall nanoseconds of its clock
/// @param cpu nanoseconds of processor time that it has used
/// @param count what was done so far; what that is depends on what it does
/// @param resident bytes in memory
/// @param p50 round trip that half of the pings since the last mark did not exceed, in nanoseconds; 0 where there were none
/// @param p99 likewise
/// @param compiled milliseconds that the compiler was at work
record Mark(long wall, long cpu, long count, long resident, long p50, long p99, long compiled) {
    private static final com.sun.management.OperatingSystemMXBean SYSTEM = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static Mark now(long count) {
        return now(count, 0, 0);
    }

    static Mark now(long count, long p50, long p99) {
        return new Mark(System.nanoTime(), SYSTEM.getProcessCpuTime(), count, ProcessStatus.bytes("VmRSS"), p50, p99, ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
    }

    static Mark parse(String line) {
        var parts = line.split(" ", -1);
        if (parts.length != 7) throw new IllegalStateException("expected a mark, found " + line);
        return new Mark(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]), Long.parseLong(parts[4]),
                Long.parseLong(parts[5]), Long.parseLong(parts[6]));
    }

    String toLine() {
        return wall + " " + cpu + " " + count + " " + resident + " " + p50 + " " + p99 + " " + compiled;
    }
}
