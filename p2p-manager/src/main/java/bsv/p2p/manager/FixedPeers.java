package bsv.p2p.manager;

import bsv.p2p.api.event.ControlEvent.Phase;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Peer;
import bsv.p2p.manager.connection.Input;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The peers that are dialed for ever, whatever the target. Thread-safe.
final class FixedPeers {
    /// How often to look for those that have no connection.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private final Core core;
    private final Dialer dialer;
    private final Set<Endpoint> fixed = ConcurrentHashMap.newKeySet();
    /// Those whose connections a pause had not ended yet when it was over: to be dialed as soon as these are gone.
    private final Set<Endpoint> cutOff = ConcurrentHashMap.newKeySet();

    FixedPeers(Core core, Dialer dialer) {
        this.core = core;
        this.dialer = dialer;
        fixed.addAll(core.parts.fixedPeers());
        fixed.addAll(core.parts.addedPeers());
    }

    void start() {
        dial(_ -> true);
        lookAgain();
    }

    private void lookAgain() {
        core.loop.schedule(() -> {
            for (var endpoint : fixed) lookAgain(endpoint);
            if (core.phase() != Phase.STOPPED) lookAgain();
        }, LOOK_AGAIN);
    }

    private void lookAgain(Endpoint endpoint) {
        if (core.connections.dials(endpoint)) return;
        boolean wasCutOff = cutOff.remove(endpoint);
        dial(endpoint, peer -> wasCutOff || peer.isDialable(core.now()));
    }

    /// Dials those who are missing after a pause.
    void resume() {
        for (var endpoint : fixed) {
            if (core.connections.dials(endpoint)) cutOff.add(endpoint);
            else dial(endpoint, _ -> true);
        }
    }

    /// Dials those that have no connection.
    ///
    /// @param when which of them; one that was disconnected by hand is left alone for a while
    private void dial(Predicate<Peer> when) {
        for (var endpoint : fixed) dial(endpoint, when);
    }

    private void dial(Endpoint endpoint, Predicate<Peer> when) {
        if (!core.isRunning() || core.connections.dials(endpoint)) return;
        core.keeper.findOrCreate(endpoint, "fixed", peer -> {
            if (when.test(peer) && fixed.contains(endpoint)) core.loop.execute(() -> dialer.dialForEver(peer));
        });
    }

    UUID add(Endpoint endpoint) {
        var peer = core.keeper.findOrCreateNow(endpoint, "fixed");
        fixed.add(endpoint);
        dial(endpoint, _ -> true);
        return peer.id();
    }

    boolean remove(Endpoint endpoint) {
        boolean was = fixed.remove(endpoint);
        if (was) core.connections.outbound().stream().filter(connection -> connection.address().equals(endpoint))
                .forEach(connection -> connection.tell(new Input.Disconnect("removed", Optional.empty())));
        return was;
    }
}
