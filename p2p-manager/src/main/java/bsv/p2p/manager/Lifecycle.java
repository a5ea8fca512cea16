package bsv.p2p.manager;

import bsv.p2p.api.ManagerMode;
import bsv.p2p.api.ManagerParts;
import bsv.p2p.api.PeerManager;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.InvalidConfiguration;
import bsv.p2p.api.event.BitcoinMessageEvent;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.event.ControlEvent.Phase;
import bsv.p2p.api.spi.PeerStore;
import bsv.p2p.api.spi.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts, pauses, reconfigures and ends a manager, one of these at a time.
final class Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);
    /// How often to look for connections that began while the others were told to end.
    private static final Duration SWEEP = Duration.ofMillis(100);
    private final ManagerParts parts;
    private final EventBus<ControlEvent> controlEvents;
    private final EventBus<BitcoinMessageEvent> messages;
    private final PayloadDesk payloads;
    private final CountDownLatch stopped = new CountDownLatch(1);
    /// Whose turn it is to change the phase. A start may hang in it, in a store that does not open.
    private final ReentrantLock turn = new ReentrantLock();
    private volatile boolean unwanted;
    private volatile ManagerConfig config;
    private volatile @Nullable Node node;
    private volatile Phase phase = Phase.NEW;

    Lifecycle(ManagerParts parts, EventBus<ControlEvent> controlEvents, EventBus<BitcoinMessageEvent> messages, PayloadDesk payloads) {
        this.parts = parts;
        this.controlEvents = controlEvents;
        this.messages = messages;
        this.payloads = payloads;
        this.config = parts.config();
    }

    Phase phase() {
        return ifStarted().map(started -> started.core.phase()).orElse(phase);
    }

    ManagerConfig config() {
        return config;
    }

    ManagerMode mode() {
        return parts.fixedPeers().isEmpty() ? ManagerMode.NORMAL : ManagerMode.FIXED_PEERS;
    }

    Optional<Node> ifStarted() {
        return Optional.ofNullable(node);
    }

    Node node() {
        return ifStarted().orElseThrow(() -> new IllegalStateException("the manager was not started"));
    }

    void start(PeerManager manager) {
        inTurn(() -> startNow(manager));
        if (unwanted) shutdown();
    }

    private void startNow(PeerManager manager) {
        if (phase != Phase.NEW) throw new IllegalStateException("the manager cannot be started, it is " + phase());
        phase = Phase.STARTING;
        PeerStore store = null;
        Transport transport = null;
        try {
            store = parts.store().get();
            transport = parts.transport().get();
            var strategies = parts.discoveries().get();
            var extensions = parts.extensions().get();
            var started = new Node(new Core(parts, config, transport, store, controlEvents, messages, payloads), strategies);
            node = started;
            started.start();
            started.attach(extensions, manager);
        } catch (RuntimeException | LinkageError failed) {
            ifStarted().ifPresent(Node::stop);
            node = null;
            phase = Phase.STOPPED;
            if (transport != null && parts.ownsTransport()) transport.close();
            if (store != null && parts.ownsStore()) store.close();
            stopped.countDown();
            throw failed;
        }
    }

    void update(ManagerConfig changed) {
        inTurn(() -> updateNow(changed));
    }

    private void updateNow(ManagerConfig changed) {
        var problems = new ArrayList<String>();
        if (!changed.network().equals(config.network())) problems.add("network cannot be changed while running");
        if (!changed.store().withSaveInterval(config.store().saveInterval()).equals(config.store())) problems.add("store cannot be changed while running");
        if (!changed.discovery().strategies().equals(config.discovery().strategies()) || !changed.discovery().settings().equals(config.discovery().settings())) {
            problems.add("discovery strategies and their settings cannot be changed while running");
        }
        InvalidConfiguration.throwIfAny(problems);
        config = changed;
        ifStarted().ifPresent(started -> {
            started.core.config(changed);
            started.reconfigured();
        });
    }

    void pause() {
        inTurn(this::pauseNow);
    }

    private void pauseNow() {
        var running = node();
        if (!running.core.isRunning()) return;
        running.core.phase(Phase.PAUSED);
        running.listeners.close();
        running.disconnectAll("paused");
    }

    void resume() {
        inTurn(this::resumeNow);
    }

    private void resumeNow() {
        var paused = node();
        if (paused.core.phase() != Phase.PAUSED) return;
        paused.core.phase(Phase.RUNNING);
        paused.listeners.apply();
        paused.fixed.resume();
        paused.dialer.refill();
    }

    private void inTurn(Runnable change) {
        turn.lock();
        try {
            change.run();
        } finally {
            turn.unlock();
        }
    }

    /// Ends it once; who comes later waits for that. Where a start hangs, that start ends it as soon as it gets through.
    void shutdown() {
        if (!hasTurnInTime()) {
            unwanted = true;
            LOG.atWarn().addKeyValue("state", phase()).log("shutdown: the manager is still starting, it will stop right after");
            return;
        }
        boolean first;
        try {
            first = phase != Phase.STOPPING && phase != Phase.STOPPED;
            if (first) phase = Phase.STOPPING;
        } finally {
            turn.unlock();
        }
        if (first) stopNow();
        else await();
    }

    private boolean hasTurnInTime() {
        try {
            return turn.tryLock(config.shutdownTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return turn.tryLock();
        }
    }

    private void stopNow() {
        try {
            ifStarted().ifPresent(this::stop);
        } finally {
            phase = Phase.STOPPED;
            controlEvents.close();
            messages.close();
            stopped.countDown();
        }
    }

    private void stop(Node running) {
        long begun = System.nanoTime();
        long quarter = config.shutdownTimeout().toNanos() / 4;
        running.host.rememberGood();
        running.core.phase(Phase.STOPPING);
        bounded("connections", begun + quarter, () -> {
            running.stop();
            while (!running.core.connections.awaitNone(SWEEP)) running.disconnectAll("shutdown");
        });
        bounded("store", begun + 2 * quarter, () -> {
            var written = new CountDownLatch(1);
            running.core.keeper.later(_ -> written.countDown());
            written.await();
            if (parts.ownsStore()) running.core.keeper.store().close();
            else running.core.keeper.store().flush();
        });
        bounded("extensions", begun + 3 * quarter, running::detach);
        if (parts.ownsTransport()) bounded("transport", begun + 4 * quarter, running.core.transport::close);
        running.core.phase(Phase.STOPPED);
    }

    /// A step of the shutdown that may throw or hang without keeping the next from its turn, or from time of its own.
    private static void bounded(String what, long deadline, Step step) {
        var done = new CountDownLatch(1);
        var thread = Thread.ofPlatform().daemon().name("p2p-shutdown-" + what).start(() -> {
            try {
                step.run();
            } catch (InterruptedException _) {
                LOG.atWarn().addKeyValue("part", what).log("shutdown did not wait for it");
            } catch (RuntimeException | Error failed) {
                LOG.atWarn().addKeyValue("part", what).setCause(failed).log("shutdown failed");
            } finally {
                done.countDown();
            }
        });
        try {
            if (!done.await(Math.max(deadline - System.nanoTime(), 0), TimeUnit.NANOSECONDS)) thread.interrupt();
        } catch (InterruptedException _) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    private void await() {
        try {
            if (!stopped.await(config.shutdownTimeout().toNanos() * 2, TimeUnit.NANOSECONDS)) LOG.atWarn().log("another shutdown takes too long");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
