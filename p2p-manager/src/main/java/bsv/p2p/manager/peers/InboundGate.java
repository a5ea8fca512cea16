package bsv.p2p.manager.peers;

import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.ControlEvent.RejectionCause;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.IpAddress;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.Transport;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Decides about callers at the door: banned ones are closed, those with a place begin their handshake, the others shake hands in a small
/// pool, to be told that there is no place unless one was found by then, and who finds the pool full waits, unread, for a turn.
public final class InboundGate implements Transport.LinkAcceptor {
    private final Admission admission;
    private final Consumer<ControlEvent> report;
    private final AtomicSlots pool;
    private final Map<IpAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private final ArrayDeque<WaitingCaller> waiting = new ArrayDeque<>();
    private volatile int maxWaiting;

    /// What the gate asks the manager. Called on the caller's loop; must not block.
    public interface Admission {
        /// Why this caller is not wanted at all.
        Optional<RejectionCause> objection(IpAddress ip, int connectionsFromAddress);

        /// Begins a connection with a place of its own.
        ///
        /// @return empty if there is none
        Optional<LinkHandler> admit(Endpoint remote, EventLoop loop);

        /// Begins a connection that will be turned away after its handshake, unless there is a place for it by then.
        LinkHandler turnAway(Endpoint remote, EventLoop loop);
    }

    public InboundGate(Admission admission, Consumer<ControlEvent> report, int poolSize, int maxWaiting) {
        this.admission = admission;
        this.report = report;
        this.pool = new AtomicSlots(poolSize);
        this.maxWaiting = maxWaiting;
    }

    public void resize(int poolSize, int newMaxWaiting) {
        pool.setMax(poolSize);
        maxWaiting = newMaxWaiting;
    }

    @Override
    public Optional<LinkHandler> accept(Endpoint remote, EventLoop loop) {
        int before = perAddress.merge(remote.ip(), 1, Integer::sum) - 1;
        var objection = admission.objection(remote.ip(), before);
        if (objection.isPresent()) return refused(remote, objection.get());
        var handler = handle(remote, loop).or(() -> enqueue(remote, loop));
        if (handler.isEmpty()) return refused(remote, RejectionCause.TOO_MANY_WAITING);
        return Optional.of(new CountedCaller(handler.get(), () -> leave(remote.ip())));
    }

    private Optional<LinkHandler> refused(Endpoint remote, RejectionCause cause) {
        leave(remote.ip());
        report.accept(new ControlEvent.InboundConnectionRejected(remote, cause));
        return Optional.empty();
    }

    private Optional<LinkHandler> handle(Endpoint remote, EventLoop loop) {
        var admitted = admission.admit(remote, loop);
        if (admitted.isPresent()) return admitted;
        return pool.tryReserve() ? Optional.of(admission.turnAway(remote, loop)) : Optional.empty();
    }

    private Optional<LinkHandler> enqueue(Endpoint remote, EventLoop loop) {
        synchronized (waiting) {
            if (waiting.size() >= maxWaiting) return Optional.empty();
            var caller = new WaitingCaller(remote, loop, this::forget);
            waiting.add(caller);
            return Optional.of(caller);
        }
    }

    private void forget(WaitingCaller caller) {
        synchronized (waiting) {
            waiting.remove(caller);
        }
    }

    private void leave(IpAddress ip) {
        perAddress.computeIfPresent(ip, (_, count) -> count == 1 ? null : count - 1);
    }

    /// A handshake of the pool is over, or has found a place: the next one in line has its turn.
    public void turnedAway() {
        pool.release();
        next();
    }

    /// Gives whoever waits a turn; to be called when a place became free.
    public void next() {
        WaitingCaller caller;
        synchronized (waiting) {
            caller = waiting.poll();
        }
        if (caller == null) return;
        caller.loop().execute(() -> {
            if (caller.isGone()) next();
            else handle(caller.remote(), caller.loop()).ifPresentOrElse(caller::proceed, () -> wait(caller));
        });
    }

    /// Back to the head of the line; the look at the pool catches a turn that became free meanwhile.
    private void wait(WaitingCaller caller) {
        synchronized (waiting) {
            waiting.addFirst(caller);
        }
        if (pool.count() < pool.max()) next();
    }

    /// Closes all who wait.
    public void close() {
        synchronized (waiting) {
            waiting.forEach(caller -> caller.loop().execute(caller::giveUp));
            waiting.clear();
        }
    }

    /// Sockets that wait for a turn.
    public int waitingCount() {
        synchronized (waiting) {
            return waiting.size();
        }
    }
}
