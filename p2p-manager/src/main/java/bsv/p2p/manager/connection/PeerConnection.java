package bsv.p2p.manager.connection;

import bsv.p2p.api.ConnectionCommand;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Endpoint;
import bsv.p2p.api.spi.EventLoop;
import bsv.p2p.api.spi.Link;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.LinkHandler;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import bsv.p2p.api.stream.PayloadSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The actor around a [ConnectionMachine]: takes an input, asks the machine, performs the effects. Everything happens on one loop, the
/// link's own; methods that other threads may call hand their work to it. The hot path has no hand-over.
public final class PeerConnection {
    private static final Logger LOG = LoggerFactory.getLogger(PeerConnection.class);

    private final Role role;
    private final EventLoop loop;
    private final Host host;
    private final OwnNonces nonces;
    private final RandomGenerator random;
    private final Timers timers;
    private final MessageCounts sent = new MessageCounts();
    private final MessageCounts received = new MessageCounts();
    private final AtomicInteger holds = new AtomicInteger();
    private ConnectionMachine machine;
    private long ownNonce;
    private @Nullable Handler current;
    private volatile State state;
    private volatile @Nullable Link link;
    private volatile @Nullable Instant connectedAt;

    /// What a connection needs from the manager. Called on the connection's loop; must not block.
    public interface Host {
        /// Opens a TCP connection for an outbound connection on its loop.
        void open(PeerConnection connection, LinkHandler handler);

        /// Our version as sent to this peer.
        Version version(PeerConnection connection, long nonce);

        Instant now();

        void report(ControlEvent event);

        /// A ping was answered.
        void countRoundTrip(Duration took);

        /// Another link begins: what was counted on the last one is about to be forgotten.
        void linkBegins(PeerConnection connection);

        void deliver(PeerConnection connection, Message message);

        /// A large payload begins.
        Optional<PayloadSink> offered(PeerConnection connection, PayloadFacts facts);

        void introduced(PeerConnection connection, Version version);

        void recognizedSelf(PeerConnection connection, long nonce);

        void turnedAway(PeerConnection connection);

        void waiting(PeerConnection connection, int retries, Duration delay);

        void askForPlace(PeerConnection connection);

        void freePlace(PeerConnection connection);

        void ended(PeerConnection connection, Effect.Verdict verdict, Optional<PeerFailure> failure);
    }

    /// A connection that does nothing until it is told to dial or its handler is given a link.
    ///
    /// @param retries failed dials of this peer so far
    public PeerConnection(Role role, int retries, EventLoop loop, ManagerConfig config, OwnNonces nonces, RandomGenerator random, Host host) {
        this.role = role;
        this.loop = loop;
        this.host = host;
        this.nonces = nonces;
        this.random = random;
        this.timers = new Timers(loop, this::timedOut);
        this.machine = new ConnectionMachine(role, config, random, nonces::contains);
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
        return Optional.ofNullable(link);
    }

    public Optional<Instant> connectedAt() {
        return Optional.ofNullable(connectedAt);
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
            case ConnectionCommand.UpdateConfig(ManagerConfig config) ->
                    loop.execute(() -> machine = new ConnectionMachine(role, config, random, nonces::contains));
            case ConnectionCommand.Disconnect(String reason) -> tell(new Input.Disconnect(reason, Optional.empty()));
            case ConnectionCommand.SendMessage(Message message) -> send(message, _ -> {});
        }
    }

    /// Sends a message if the handshake is complete. From any thread.
    ///
    /// @param outcome false if it is not, or if the link ends first
    public void send(Message message, Link.SendOutcome outcome) {
        var open = link;
        if (open != null && isEstablished()) {
            sent.add(message);
            open.send(message, outcome);
        } else outcome.done(false);
    }

    /// As [#send(Message, Link.SendOutcome)].
    public void send(PayloadSource payload, Link.SendOutcome outcome) {
        var open = link;
        if (open != null && isEstablished()) open.send(payload, outcome);
        else outcome.done(false);
    }

    /// Stops reading until released as often as held. From any thread.
    public void hold() {
        if (holds.getAndIncrement() == 0) pause(true);
    }

    public void release() {
        if (holds.decrementAndGet() == 0) pause(false);
    }

    /// Whether somebody stopped reading.
    public boolean isHeld() {
        return holds.get() > 0;
    }

    /// Messages sent on this link, by command.
    public Map<String, Long> sentByCommand() {
        return sent.now();
    }

    /// Messages received on this link, by command.
    public Map<String, Long> receivedByCommand() {
        return received.now();
    }

    /// Forgets what was counted.
    public void countFromZero() {
        sent.clear();
        received.clear();
    }

    private void pause(boolean paused) {
        var open = link;
        if (open != null) open.pauseReading(paused);
    }

    /// A handler for one link.
    public LinkHandler newHandler() {
        return new Handler();
    }

    /// Hears one link. It falls silent when the link is given up, so that nothing late is taken for the next one's.
    private final class Handler implements LinkHandler {
        private boolean live;
        private boolean wasOpened;

        @Override
        public void opened(Link opened) {
            wasOpened = true;
            boolean expected = role.inbound() ? state instanceof State.Disconnected : state instanceof State.Connecting;
            if (!expected) {
                opened.close();
                return;
            }
            live = true;
            current = this;
            link = opened;
            connectedAt = host.now();
            host.linkBegins(PeerConnection.this);
            if (isHeld()) opened.pauseReading(true);
            handle(new Input.LinkOpened());
        }

        @Override
        public void received(Link from, Message message) {
            if (!live) return;
            received.add(message);
            handle(new Input.Received(message));
        }

        @Override
        public Optional<PayloadSink> offered(Link from, PayloadFacts facts) {
            return live && isEstablished() ? host.offered(PeerConnection.this, facts) : Optional.empty();
        }

        @Override
        public void faulted(Link from, LinkFault fault) {
            if (live) handle(new Input.Faulted(fault));
        }

        @Override
        public void closed(Optional<PeerFailure> failure) {
            boolean neverOpened = !wasOpened && (role.inbound() ? state instanceof State.Disconnected : state instanceof State.Connecting);
            if (!live && !neverOpened) return;
            forgetLink();
            handle(new Input.LinkClosed(failure));
        }
    }

    private void handle(Input input) {
        var before = state;
        Transition transition;
        try {
            transition = machine.next(before, input, loop.nanoTime());
        } catch (RuntimeException broken) {
            LOG.atError().addKeyValue("peer_id", peerId()).addKeyValue("state", before.visible()).setCause(broken).log("connection given up after a fault of ours");
            transition = new Transition(new State.Failed(Optional.empty()),
                    List.of(new Effect.CloseLink(), new Effect.End(Effect.Verdict.DONE, Optional.empty())));
        }
        state = transition.state();
        if (before.visible() != state.visible()) {
            LOG.atDebug().addKeyValue("peer_id", peerId()).addKeyValue("peer_address", address()).addKeyValue("state", state.visible()).log("moved");
        }
        for (var effect : transition.effects()) perform(effect);
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Deliver(Message message) -> host.deliver(this, message);
            case Effect.Send(Message message) -> send(message);
            case Effect.SendVersion _ -> sendVersion();
            case Effect.Start(Timer timer, Duration after) -> start(timer, after);
            case Effect.Stop(Timer timer) -> timers.stop(timer);
            case Effect.Report(ControlEvent event) -> host.report(event);
            case Effect.CountRoundTrip(Duration took) -> host.countRoundTrip(took);
            case Effect.Introduce(Version version) -> {
                forgetNonce();
                host.introduced(this, version);
            }
            case Effect.OpenLink _ -> host.open(this, newHandler());
            case Effect.CloseLink _ -> closeLink();
            case Effect.RecognizeSelf(long nonce) -> host.recognizedSelf(this, nonce);
            case Effect.ReportTurnedAway _ -> host.turnedAway(this);
            case Effect.Wait(int retries, Duration delay) -> host.waiting(this, retries, delay);
            case Effect.AskForPlace _ -> host.askForPlace(this);
            case Effect.FreePlace _ -> host.freePlace(this);
            case Effect.End(Effect.Verdict verdict, Optional<PeerFailure> failure) -> {
                forgetNonce();
                host.ended(this, verdict, failure);
            }
        }
    }

    private void sendVersion() {
        ownNonce = nonces.next(address());
        send(host.version(this, ownNonce));
    }

    private void send(Message message) {
        sent.add(message);
        link().ifPresent(open -> open.send(message));
    }

    private void closeLink() {
        var open = link;
        forgetLink();
        if (open != null) open.close();
    }

    private void forgetLink() {
        if (current != null) current.live = false;
        current = null;
        link = null;
        connectedAt = null;
        forgetNonce();
        timers.stopLinkTimers();
    }

    private void forgetNonce() {
        if (ownNonce != 0) nonces.forget(ownNonce);
        ownNonce = 0;
    }

    private void start(Timer timer, Duration after) {
        if (timer == Timer.PONG) link().ifPresent(Link::takePayloadProgress);
        timers.start(timer, after);
    }

    private void timedOut(Timer timer) {
        boolean progress = timer == Timer.PONG && link().map(Link::takePayloadProgress).orElse(false);
        handle(new Input.TimedOut(timer, progress));
    }
}
