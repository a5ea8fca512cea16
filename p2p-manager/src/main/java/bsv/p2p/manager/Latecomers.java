package bsv.p2p.manager;

import bsv.p2p.manager.connection.Input;
import bsv.p2p.manager.connection.PeerConnection;
import bsv.p2p.manager.connection.State;
import bsv.p2p.manager.peers.InboundGate;
import bsv.p2p.manager.peers.Places;
import java.time.Duration;
import java.util.Optional;

/// Callers for whom there was no place when they came, and who shook hands all the same. If there is one by now they get it. Where places are
/// held by callers that never said a word they wait, unread, until one of those speaks or gives way; else they are told that there is none. Called
/// on their loops.
final class Latecomers {
    private final Core core;
    private final ConnectionHost host;
    private final InboundGate gate;
    private final SilentCallers silent;

    Latecomers(Core core, ConnectionHost host, InboundGate gate, SilentCallers silent) {
        this.core = core;
        this.host = host;
        this.gate = gate;
        this.silent = silent;
    }

    /// It has shaken hands.
    void asked(PeerConnection caller) {
        var wait = decide(caller);
        if (wait.isEmpty()) return;
        caller.hold();
        lookAgain(caller, wait.get());
    }

    private void lookAgain(PeerConnection caller, Duration wait) {
        caller.loop().schedule(() -> {
            var more = caller.state() instanceof State.AwaitingHandshake ? decide(caller) : Optional.<Duration>empty();
            more.ifPresentOrElse(longer -> lookAgain(caller, longer), caller::release);
        }, wait);
    }

    /// Tells it whether it may stay.
    ///
    /// @return how long to wait with that
    private Optional<Duration> decide(PeerConnection caller) {
        var place = core.isRunning() ? core.places.forInbound().or(silent::giveWay) : Optional.<Places.Place>empty();
        if (place.isPresent()) {
            host.place(caller, place.get());
            caller.stay();
            gate.turnedAway();
            return Optional.empty();
        }
        var wait = silent.nextGivesWayIn();
        if (wait.isEmpty()) caller.tell(new Input.Retire());
        return wait;
    }
}
