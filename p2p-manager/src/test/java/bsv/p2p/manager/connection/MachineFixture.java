package bsv.p2p.manager.connection;

import static org.assertj.core.api.Assertions.assertThat;

import bsv.p2p.api.ConnectionState;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.peer.Network;
import bsv.p2p.api.peer.NetworkAddress;
import bsv.p2p.api.peer.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// One machine, driven by hand, with everything it did.
abstract class MachineFixture {
    static final UUID ID = new UUID(1, 2);
    static final Endpoint ADDRESS = Endpoint.parse("203.0.114.7:8333");
    static final long OWN_NONCE = 4711;
    static final long SECOND = 1_000_000_000L;

    ManagerConfig config = ManagerConfig.of(Network.REGTEST);
    Role role = Role.outbound(ID, ADDRESS, Role.Purpose.DIALED);
    State state = ConnectionMachine.start(0);
    final List<Effect> effects = new ArrayList<>();
    long now = 77 * SECOND;

    void give(Input... inputs) {
        for (var input : inputs) {
            var transition = new ConnectionMachine(role, config, new Random(42), nonce -> nonce == OWN_NONCE).next(state, input, now);
            state = transition.state();
            effects.addAll(transition.effects());
        }
    }

    void hear(Message... messages) {
        for (var message : messages) give(new Input.Received(message));
    }

    static Version version(String agent, long services, long nonce) {
        return Version.of(70_016, services, 1_700_000_000, NetworkAddress.UNSPECIFIED, nonce, agent, 100, true);
    }

    static Version goodVersion() {
        return version("/Bitcoin SV:1.2.2/", Services.NETWORK, 9);
    }

    void connect() {
        give(new Input.Dial(), new Input.LinkOpened());
    }

    void establish() {
        connect();
        hear(goodVersion(), new Verack());
        assertThat(state.visible()).isEqualTo(ConnectionState.CONNECTED);
        effects.clear();
    }

    void acceptCaller(boolean overCapacity) {
        role = Role.inbound(ID, ADDRESS, overCapacity);
        give(new Input.LinkOpened());
    }

    Session session() {
        return ((State.Connected) state).session();
    }

    int score() {
        return session().conduct().score();
    }

    List<ControlEvent> reports() {
        return effects.stream().filter(Effect.Report.class::isInstance).map(effect -> ((Effect.Report) effect).event()).toList();
    }

    List<Message> sent() {
        return effects.stream().filter(Effect.Send.class::isInstance).map(effect -> ((Effect.Send) effect).message()).toList();
    }

    <E extends Effect> E only(Class<E> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).reduce((_, _) -> {
            throw new AssertionError("more than one " + kind);
        }).orElseThrow(() -> new AssertionError("no " + kind + " in " + effects));
    }

    boolean did(Class<? extends Effect> kind) {
        return effects.stream().anyMatch(kind::isInstance);
    }

    PeerFailure failure() {
        return only(Effect.End.class).failure().orElseThrow();
    }
}
