package bsv.p2p.manager.peers;

import bsv.p2p.api.ConnectionSlots;
import java.util.concurrent.atomic.AtomicInteger;

/// Places as one atomic counter.
final class AtomicSlots implements ConnectionSlots {
    private final AtomicInteger taken = new AtomicInteger();
    private volatile int max;

    public AtomicSlots(int max) {
        setMax(max);
    }

    @Override
    public boolean tryReserve() {
        while (true) {
            int count = taken.get();
            if (count >= max) return false;
            if (taken.compareAndSet(count, count + 1)) return true;
        }
    }

    @Override
    public void release() {
        while (true) {
            int count = taken.get();
            if (count == 0) throw new IllegalStateException("no place is taken that could be given back");
            if (taken.compareAndSet(count, count - 1)) return;
        }
    }

    @Override
    public int count() {
        return taken.get();
    }

    @Override
    public int max() {
        return max;
    }

    @Override
    public void setMax(int newMax) {
        if (newMax < 0) throw new IllegalArgumentException("max must be 0 or more, is " + newMax);
        max = newMax;
    }
}
