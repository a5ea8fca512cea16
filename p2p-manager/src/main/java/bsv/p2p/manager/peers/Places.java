package bsv.p2p.manager.peers;

import bsv.p2p.api.config.ConnectionLimits;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// The places within the maximum of connections. Callers cannot take those that the target reserves for outbound ones. Lock-free.
public final class Places {
    private final AtomicSlots all;
    private final AtomicSlots inbound;
    // One for all places: there may be ten thousand.
    private final Runnable freeOutbound;
    private final Runnable freeInbound;

    public Places(ConnectionLimits limits) {
        all = new AtomicSlots(limits.max());
        inbound = new AtomicSlots(limits.maxInbound());
        freeOutbound = all::release;
        freeInbound = () -> {
            all.release();
            inbound.release();
        };
    }

    public void resize(ConnectionLimits limits) {
        all.setMax(limits.max());
        inbound.setMax(limits.maxInbound());
    }

    public Optional<Place> forOutbound() {
        return all.tryReserve() ? Optional.of(new Place(freeOutbound)) : Optional.empty();
    }

    public Optional<Place> forInbound() {
        if (!inbound.tryReserve()) return Optional.empty();
        if (all.tryReserve()) return Optional.of(new Place(freeInbound));
        inbound.release();
        return Optional.empty();
    }

    /// Places taken.
    public int reserved() {
        return all.count();
    }

    /// A place taken; given back once, however often [#free] is called.
    public static final class Place {
        private final Runnable release;
        private final AtomicBoolean taken = new AtomicBoolean(true);

        private Place(Runnable release) {
            this.release = release;
        }

        public void free() {
            if (taken.compareAndSet(true, false)) release.run();
        }
    }
}
