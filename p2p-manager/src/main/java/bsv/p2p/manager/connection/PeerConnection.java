package bsv.p2p.manager.connection;

import bsv.p2p.api.ConnectionCommand;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.config.PayloadLimits;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import bsv.p2p.api.stream.PayloadSource;
import bsv.p2p.manager.logging.RareLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// The actor around a [ConnectionMachine]: takes an input, asks the machine, performs the effects. Everything happens on one loop, the
/// link's own; methods that other threads may call hand their work to it. The hot path has no hand-over.
public final class PeerConnection {
    private static final RareLog LOG = new RareLog(LoggerFactory.getLogger(PeerConnection.class));
    /// The longest payload taken from a peer that has not shaken hands, and how much of one is kept in memory: its version has some hundred
    /// bytes, and there may be many such peers.
    private static final long MOST_OF_A_STRANGER = PayloadLimits.DEFAULT.maxRecvPayloadLength();
    private static final long HELD_FOR_A_STRANGER = 64 << 10;

    private volatile Role role;
    private final EventLoop loop;
    private final Host host;
    private final OwnNonces nonces;
    private final RandomGenerator random;
    private final CurrentLink link = new CurrentLink(new Ears());
    private final Performer performer;
    private ManagerConfig config;
    private ConnectionMachine machine;
    private long frameInHand;
    private volatile State state;

    /// A connection that does nothing until it is told to dial or its handler is given a link.
    ///
    /// @param retries failed dials of this peer so far
    public PeerConnection(Role role, int retries, EventLoop loop, ManagerConfig config, OwnNonces nonces, RandomGenerator random, Host host) {
        this.role = role;
        this.loop = loop;
        this.config = config;
        this.host = host;
        this.nonces = nonces;
        this.random = random;
        this.performer = new Performer(this, link, new Timers(loop, this::timedOut), nonces, host);
        this.machine = new ConnectionMachine(role, config, random, nonces.contained());
        this.state = ConnectionMachine.start(retries);
    }

    public Role role() {
        return role;
    }

    public UUID peerId() {
        return role.peerId();
    }

    public Endpoint address() {
        return role.address();
    }

    public EventLoop loop() {
        return loop;
    }

    /// As of now; may be outdated when it is read from another thread.
    public State state() {
        return state;
    }

    public Optional<Link> link() {
        return link.get();
    }

    public Optional<Instant> connectedAt() {
        return link.openedAt();
    }

    public boolean isEstablished() {
        return state instanceof State.Connected;
    }

    /// Gives an input from any thread.
    public void tell(Input input) {
        if (loop.inLoop()) handle(input);
        else loop.execute(() -> handle(input));
    }

    /// Does what it is told, from any thread.
    public void command(ConnectionCommand command) {
        switch (command) {
            case ConnectionCommand.UpdateConfig(ManagerConfig changed) -> loop.execute(() -> {
                config = changed;
                machine = new ConnectionMachine(role, changed, random, nonces.contained());
            });
            case ConnectionCommand.Disconnect(String reason) -> tell(new Input.Disconnect(reason, Optional.empty()));
            case ConnectionCommand.SendMessage(Message message) -> send(message, _ -> {});
        }
    }

    /// Sends a message if the handshake is complete. From any thread.
    ///
    /// @param outcome false if it is not, or if the link ends first
    public void send(Message message, Link.SendOutcome outcome) {
        establishedLink().ifPresentOrElse(open -> open.send(message, outcome), () -> outcome.done(false));
    }

    /// As [#send(Message, Link.SendOutcome)].
    public void send(PayloadSource payload, Link.SendOutcome outcome) {
        establishedLink().ifPresentOrElse(open -> open.send(payload, outcome), () -> outcome.done(false));
    }

    /// A place was found for this caller, which shook hands without one. On its loop.
    public void stay() {
        role = role.seated();
        machine = new ConnectionMachine(role, config, random, nonces.contained());
        handle(new Input.Stay());
    }

    /// Its link, if messages can be sent on it. From any thread.
    public Optional<Link> establishedLink() {
        return isEstablished() ? link.get() : Optional.empty();
    }

    /// Stops reading until released as often as held. From any thread.
    public void hold() {
        link.hold();
    }

    public void release() {
        link.release();
    }

    /// Whether somebody stopped reading.
    public boolean isHeld() {
        return link.isHeld();
    }

    /// A handler for one link.
    public LinkHandler newHandler() {
        return link.newHandler();
    }

    /// What the link has to tell.
    private final class Ears implements CurrentLink.Hearer {
        @Override
        public boolean expects() {
            return role.inbound() ? state instanceof State.Disconnected : state instanceof State.Connecting;
        }

        @Override
        public Instant now() {
            return host.now();
        }

        @Override
        public void opened(Link opened) {
            host.linkBegins(opened);
            opened.limitPayloads(Math.min(MOST_OF_A_STRANGER, config.connection().payloads().maxRecvPayloadLength()), HELD_FOR_A_STRANGER);
        }

        @Override
        public void received(Message message, long frameBytes) {
            if (machine.onlyDelivers(state, message)) {
                host.deliver(PeerConnection.this, message, frameBytes);
            } else {
                frameInHand = frameBytes;
                handle(new Input.Received(message));
            }
        }

        @Override
        public void heard(Input input) {
            handle(input);
        }

        @Override
        public Optional<PayloadSink> offered(PayloadFacts facts) {
            return isEstablished() ? host.offered(PeerConnection.this, facts) : Optional.empty();
        }

        @Override
        public void forgotten(Optional<Link> last) {
            last.ifPresent(host::linkEnds);
            performer.linkForgotten();
        }
    }

    @SuppressWarnings("ReferenceEquality") // Most of what comes changes nothing.
    private void handle(Input input) {
        var before = state;
        Transition transition;
        try {
            transition = machine.next(before, input, loop.nanoTime());
        } catch (RuntimeException broken) {
            LOG.at(Level.ERROR).addKeyValue("peer_id", peerId()).addKeyValue("state", before.visible()).setCause(broken).log("connection given up after a fault of ours");
            transition = new Transition(new State.Failed(Optional.empty()),
                    List.of(new Effect.CloseLink(), new Effect.End(Effect.Verdict.DONE, Optional.empty())));
        }
        var after = transition.state();
        if (after != before) {
            state = after;
            if (before.visible() != after.visible()) moved();
        }
        for (var effect : transition.effects()) performer.perform(effect, input, frameInHand);
    }

    private void moved() {
        host.moved(this);
        if (isEstablished()) link().ifPresent(open -> open.limitPayloads(Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private void timedOut(Timer timer) {
        boolean progress = timer == Timer.PONG && link().map(Link::takePayloadProgress).orElse(false);
        handle(new Input.TimedOut(timer, progress));
    }
}
