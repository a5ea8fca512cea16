package bsv.p2p.manager.connection;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;

/// Decides the life of one connection. Pure: same state, input, time and chance give the same answer, and nothing happens here.
///
/// ```
///                  Dial                LinkOpened                      four flags
///  DISCONNECTED ─────────▶ CONNECTING ────────────▶ AWAITING_HANDSHAKE ────────────▶ CONNECTED
///   │  ▲   │  ▲               │   ▲                  ▲   │    │     │                 │  │  │
///   │  │   │  └─ retry, wait ─┤   └────── restart ───┼───┼────┼─────┼─────────────────┘  │  │
///   │  │   └──── LinkOpened (inbound) ───────────────┘   │    │     │                    │  │
///   │  └──────────────────── retry, wait ────────────────┘    │     │ no place           │  │
///   │  └──────────────────── retry, wait ─────────────────────┼─────┼────────────────────┘  │
///   │                         │                               │     ▼                       │
///   │ Retire, Disconnect      │ give up, ban, Disconnect      │  REJECTED                   │
///   └─────────────────────────┴──────────────▶ FAILED ◀───────┴─────────────────────────────┘
/// ```
/// The same as a list; a test compares it with the moves that happen:
///
/// - DISCONNECTED → CONNECTING, AWAITING_HANDSHAKE, FAILED
/// - CONNECTING → AWAITING_HANDSHAKE, DISCONNECTED, FAILED
/// - AWAITING_HANDSHAKE → CONNECTED, REJECTED, DISCONNECTED, FAILED
/// - CONNECTED → CONNECTING, DISCONNECTED, FAILED
/// - REJECTED → nothing
/// - FAILED → nothing
///
/// An inbound connection begins in DISCONNECTED with its link open and never returns there.
final class ConnectionMachine {
    private final Role role;
    private final ManagerConfig config;
    private final Endings endings;
    private final RandomGenerator random;
    private final LongPredicate isOurs;
    private final SessionRules sessionRules;

    /// A machine that knows its role and the configuration.
    ///
    /// @param isOurs whether a nonce is that of a handshake of ours under way
    public ConnectionMachine(Role role, ManagerConfig config, RandomGenerator random, LongPredicate isOurs) {
        this.role = role;
        this.config = config;
        this.endings = new Endings(role, config, random);
        this.random = random;
        this.isOurs = isOurs;
        this.sessionRules = new SessionRules(role, config, endings, random);
    }

    /// Where a connection begins.
    ///
    /// @param retries failed dials so far
    public static State start(int retries) {
        return new State.Disconnected(retries, RestartWindow.EMPTY, false);
    }

    /// Whether all that the answer to a message comes to is that it is delivered: most messages of a busy peer are so, and need no answer made for them.
    boolean onlyDelivers(State state, Message message) {
        return state instanceof State.Connected connected && sessionRules.onlyDelivers(connected, message);
    }

    /// The answer to `input`.
    ///
    /// @param now the loop's nanoseconds
    /// @throws IllegalStateException for an input that cannot come in this state
    public Transition next(State state, Input input, long now) {
        return switch (state) {
            case State.Disconnected disconnected -> disconnected(disconnected, input, now);
            case State.Connecting connecting -> connecting(connecting, input, now);
            case State.AwaitingHandshake awaiting -> new HandshakeRules(role, config, endings, random, isOurs).next(awaiting, input, now);
            case State.Connected connected -> sessionRules.next(connected, input, now);
            case State.Rejected _, State.Failed _ -> over(state, input);
        };
    }

    private Transition disconnected(State.Disconnected state, Input input, long now) {
        return switch (input) {
            case Input.Dial _ -> {
                if (role.inbound()) throw illegal(state, input);
                yield Transition.to(new State.Connecting(state.retries(), state.restarts()), new Effect.OpenLink());
            }
            case Input.LinkOpened _ -> {
                if (!role.inbound()) throw illegal(state, input);
                yield accepted(state, now);
            }
            case Input.TimedOut(Timer timer, boolean _) -> timer == Timer.BACKOFF ? asking(state) : Transition.to(state);
            case Input.WaitNoLonger _ -> asking(state);
            case Input.Retire _, Input.Disconnect _, Input.LinkClosed _ -> endings.done().after(List.of(new Effect.Stop(Timer.BACKOFF)));
            case Input.Received _, Input.Faulted _, Input.Stay _ -> throw illegal(state, input);
        };
    }

    /// Once: each question is answered, and two places are one too many.
    private Transition asking(State.Disconnected state) {
        if (role.inbound() || state.asking()) return Transition.to(state);
        return Transition.to(new State.Disconnected(state.retries(), state.restarts(), true), new Effect.Stop(Timer.BACKOFF), new Effect.AskForPlace());
    }

    private Transition accepted(State.Disconnected state, long now) {
        var awaiting = new State.AwaitingHandshake(0, state.restarts(), Handshake.begun(now, false));
        var patience = role.overCapacity() ? config.listener().overCapacityTimeout() : config.connection().handshakeTimeout();
        var start = new Effect.Start(Timer.HANDSHAKE, patience);
        if (role.overCapacity()) return Transition.to(awaiting, start);
        return Transition.to(awaiting, start, new Effect.Report(new ControlEvent.InboundConnectionAccepted(role.peerId(), role.address())));
    }

    private Transition connecting(State.Connecting state, Input input, long now) {
        return switch (input) {
            case Input.LinkOpened _ -> Transition.to(new State.AwaitingHandshake(state.retries(), state.restarts(), Handshake.begun(now, true)),
                    new Effect.Start(Timer.HANDSHAKE, config.connection().handshakeTimeout()), new Effect.SendVersion());
            case Input.LinkClosed(Optional<PeerFailure> failure) -> endings.beforeHandshake(state.retries(), state.restarts(),
                    failure.orElseGet(() -> new PeerFailure.ConnectionRefused("closed here")));
            case Input.Disconnect _, Input.Retire _ -> endings.done().after(List.of(new Effect.CloseLink()));
            case Input.TimedOut _, Input.WaitNoLonger _ -> Transition.to(state);
            case Input.Dial _, Input.Stay _, Input.Received _, Input.Faulted _ -> throw illegal(state, input);
        };
    }

    private static Transition over(State state, Input input) {
        return switch (input) {
            case Input.Disconnect _, Input.Retire _, Input.WaitNoLonger _, Input.TimedOut _, Input.LinkClosed _, Input.Received _, Input.Faulted _ -> Transition.to(state);
            // It ended, told to, while a place was looked for.
            case Input.Dial _, Input.Stay _ -> Transition.to(state, new Effect.FreePlace());
            case Input.LinkOpened _ -> throw illegal(state, input);
        };
    }

    static IllegalStateException illegal(State state, Input input) {
        return new IllegalStateException("%s cannot come in state %s".formatted(input, state.visible()));
    }
}
