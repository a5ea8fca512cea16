package bsv.p2p.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Numbers in an array that one thread at a time writes and any reads, at what plain ones cost.
final class Counters {
    private static final VarHandle AT = MethodHandles.arrayElementVarHandle(long[].class);

    private Counters() {}

    static void set(long[] counters, int at, long value) {
        AT.setOpaque(counters, at, value);
    }

    static void add(long[] counters, int at, long more) {
        AT.setOpaque(counters, at, counters[at] + more);
    }

    /// As [#add]; who sees it by [#seeAll] sees everything written before, too.
    static void addLast(long[] counters, int at, long more) {
        AT.setRelease(counters, at, counters[at] + more);
    }

    static long see(long[] counters, int at) {
        return (long) AT.getOpaque(counters, at);
    }

    static long seeAll(long[] counters, int at) {
        return (long) AT.getAcquire(counters, at);
    }
}
