package bsv.p2p.bench.net;

import java.lang.management.ManagementFactory;

/// What a process takes when it has thrown away what it can.
///
/// @param heap bytes in use
/// @param resident bytes in memory
record Footprint(long heap, long resident, int threads) {
    private static final int COLLECTIONS = 3;

    static Footprint now() {
        for (int i = 0; i < COLLECTIONS; i++) System.gc();
        return new Footprint(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Mark.now(0).resident(), ManagementFactory.getThreadMXBean().getThreadCount());
    }

    static Footprint parse(String line) {
        var parts = line.split(" ", -1);
        return new Footprint(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
    }

    String toLine() {
        return heap + " " + resident + " " + threads;
    }
}
