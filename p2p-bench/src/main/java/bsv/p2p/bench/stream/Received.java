package bsv.p2p.bench.stream;

import bsv.p2p.bench.ProcessStatus;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/// What a receiver tells of itself when it is done.
///
/// @param nanos from the first byte of the payload until it is on the disk
/// @param peakHeap bytes; the peaks of all pools, though they may not have come at once
/// @param peakResident bytes of the process
record Received(long nanos, long peakHeap, long peakResident) {
    static void print(long begin) {
        System.out.printf("%d %d %d%n", System.nanoTime() - begin, heapPeakSoFar(), ProcessStatus.bytes("VmHWM"));
    }

    static Received parse(String line) {
        var numbers = line.split(" ", -1);
        return new Received(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }

    static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).toList();
    }

    static long heapPeakSoFar() {
        return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }
}
