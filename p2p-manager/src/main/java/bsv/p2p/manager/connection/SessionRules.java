package bsv.p2p.manager.connection;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.AuthCh;
import bsv.p2p.api.message.AuthResp;
import bsv.p2p.api.message.CreateStrm;
import bsv.p2p.api.message.FeeFilter;
import bsv.p2p.api.message.Headers;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.Pong;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.RejectCode;
import bsv.p2p.api.message.RevokeMid;
import bsv.p2p.api.message.SendCmpct;
import bsv.p2p.api.message.SendHdrsEn;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.spi.LinkFault;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// The part of the machine for CONNECTED: keepalive, what the peer asks for, how it behaves.
final class SessionRules {
    /// The most a fee filter can ask for: all satoshis there will ever be. Source: amount.h.
    private static final long MAX_MONEY = 2_100_000_000_000_000L;

    private static final List<Effect> DELIVER = List.of(new Effect.Deliver());

    private final Role role;
    private final ManagerConfig config;
    private final Endings endings;
    private final RandomGenerator random;
    private final MessageJudge judge;

    SessionRules(Role role, ManagerConfig config, Endings endings, RandomGenerator random) {
        this.role = role;
        this.config = config;
        this.endings = endings;
        this.random = random;
        this.judge = new MessageJudge(config);
    }

    Transition next(State.Connected state, Input input, long now) {
        return switch (input) {
            case Input.Received(Message message) -> received(state, message, now);
            case Input.Faulted(LinkFault fault) -> faulted(state, fault, now);
            case Input.TimedOut(Timer timer, boolean progress) -> timedOut(state, timer, progress, now);
            case Input.LinkClosed(Optional<PeerFailure> failure) ->
                    endings.established(state, failure.orElseGet(() -> new PeerFailure.ConnectionReset("closed here")), now);
            case Input.Disconnect(String _, Optional<PeerFailure> failure) ->
                    failure.isPresent() ? broken(state, failure.get(), now) : disconnected();
            case Input.Retire _ -> disconnected();
            case Input.WaitNoLonger _ -> Transition.to(state);
            case Input.Dial _, Input.Stay _, Input.LinkOpened _ -> throw ConnectionMachine.illegal(state, input);
        };
    }

    /// See [ConnectionMachine#onlyDelivers].
    boolean onlyDelivers(State.Connected state, Message message) {
        return MessageJudge.isFrequent(message) && judge.judge(message, state).isEmpty();
    }

    private Transition received(State.Connected state, Message message, long now) {
        var misbehavior = judge.judge(message, state);
        if (misbehavior.isPresent()) return judged(state, misbehavior.get(), now);
        var session = state.session();
        return switch (message) {
            case Ping ping -> Transition.to(state, new Effect.Send(ping.reply()), new Effect.Deliver());
            case Pong pong when session.keepAlive().isAnsweredBy(pong.nonce()) -> answered(state, now);
            case Pong pong when pong.nonce() == 0 -> pingCancelled(state).after(List.of(new Effect.Deliver()));
            case Verack _ -> Transition.to(state);
            case SendHeaders _ -> delivered(with(state, session.withSendHeaders()));
            case SendHdrsEn _ -> delivered(with(state, session.withSendHdrsEn()));
            case SendCmpct compact -> delivered(compact.version() == 1 ? with(state, session.withCompactBlocks(compact.announce())) : state);
            case ProtoConf protoConf -> delivered(with(state, session.withProtoConf(protoConf)));
            case FeeFilter filter -> delivered(filter.feeRate() >= 0 && filter.feeRate() <= MAX_MONEY ? with(state, session.withFeeFilter(filter.feeRate())) : state);
            case Reject reject -> delivered(isNoPlace(reject) ? with(state, session.asBusy()) : state);
            case AuthCh _, AuthResp _ -> challenged(state, message, now);
            case CreateStrm _ -> broken(state, new PeerFailure.ProtocolViolation("createstrm on a connection with a version", session.conduct().score()), now)
                    .after(List.of(new Effect.Send(Reject.of(CreateStrm.COMMAND, RejectCode.NONSTANDARD, "version was exchanged here"))));
            case Headers headers -> showedHeaders(state, headers, now);
            default -> delivered(state);
        };
    }

    /// Whoever sent a challenge checks the answer; here only what cannot be one is refused.
    private Transition challenged(State.Connected state, Message message, long now) {
        boolean noAnswer = message instanceof AuthResp answer && !RevokeMid.isCompressedKey(answer.publicKey());
        return counted(state, now, counted -> noAnswer ? Transition.to(counted, new Effect.Send(Conduct.NO_ANSWER)) : delivered(counted));
    }

    private Transition counted(State.Connected state, long now, Function<State.Connected, Transition> otherwise) {
        var conduct = state.session().conduct().withChallenge(now);
        var counted = with(state, state.session().withConduct(conduct));
        return conduct.isFloodingWithChallenges() ? punished(counted, Conduct.CHALLENGE_FLOOD, Misbehavior.CHALLENGE_FLOOD, now) : otherwise.apply(counted);
    }

    private Transition showedHeaders(State.Connected state, Headers headers, long now) {
        var proof = config.chainPin().map(pin -> ChainCheck.proof(pin, headers)).orElse(ChainCheck.Proof.NONE);
        if (proof == ChainCheck.Proof.FOREIGN) return broken(state, new PeerFailure.BlockchainMismatch(ChainCheck.evidence(headers)), now);
        var misbehavior = judge.judgeWork(headers);
        if (misbehavior.isPresent()) return judged(state, misbehavior.get(), now);
        return delivered(proof == ChainCheck.Proof.OURS ? with(state, state.session().withChainProven()) : state);
    }

    /// A peer over capacity completes the handshake, says so, and closes: no reason to come back at once.
    private static boolean isNoPlace(Reject reject) {
        return reject.code() == RejectCode.TOOBUSY.value() && reject.message().equals(Version.COMMAND.name());
    }

    private static Transition delivered(State.Connected state) {
        return new Transition(state, DELIVER);
    }

    private Transition faulted(State.Connected state, LinkFault fault, long now) {
        if (fault instanceof LinkFault.WrongMagic(var expected, var received)) return broken(state, new PeerFailure.NetworkMismatch(expected, received), now);
        if (fault instanceof LinkFault.BadChecksum) return checksumWrong(state, now);
        var transition = judge.judge(fault, state).map(misbehavior -> judged(state, misbehavior, now)).orElseGet(() -> unread(state, fault, now));
        if (!(fault instanceof LinkFault.Malformed malformed)) return transition;
        var answer = MessageJudge.answer(malformed.command());
        return answer.isEmpty() ? transition : transition.after(List.of(new Effect.Send(Reject.of(malformed.command(), answer.get(), "error parsing message"))));
    }

    /// Something that is no message and against no rule.
    private Transition unread(State.Connected state, LinkFault fault, long now) {
        if (!(fault instanceof LinkFault.Malformed malformed)) return Transition.to(state);
        if (malformed.command().equals(Pong.COMMAND)) return pingCancelled(state);
        return Conduct.isChallenge(malformed.command()) ? counted(state, now, Transition::to) : Transition.to(state);
    }

    private static Transition answered(State.Connected state, long now) {
        var answered = state.session().keepAlive().ponged(now);
        return Transition.to(with(state, state.session().withKeepAlive(answered)), new Effect.Stop(Timer.PONG),
                new Effect.CountRoundTrip(answered.last().orElseThrow()), new Effect.Deliver());
    }

    /// A pong of a form that ends the wait without a time.
    private static Transition pingCancelled(State.Connected state) {
        return Transition.to(with(state, state.session().withKeepAlive(state.session().keepAlive().cancelled())), new Effect.Stop(Timer.PONG));
    }

    private Transition checksumWrong(State.Connected state, long now) {
        var conduct = state.session().conduct().withBadChecksum(now);
        var counted = with(state, state.session().withConduct(conduct));
        return conduct.isFlooding() ? judged(counted, new Misbehavior.Points("flood of wrong checksums", 1), now) : Transition.to(counted);
    }

    private Transition judged(State.Connected state, Misbehavior misbehavior, long now) {
        return switch (misbehavior) {
            case Misbehavior.Intolerable(String what) -> broken(state, new PeerFailure.ProtocolViolation(what, state.session().conduct().score()), now);
            case Misbehavior.Points(String what, int points) -> punished(state, what, points, now);
        };
    }

    private Transition punished(State.Connected state, String what, int points, long now) {
        var conduct = state.session().conduct().with(points);
        var report = new Effect.Report(new ControlEvent.PeerMisbehavior(role.peerId(), role.address(), role.inbound(), what, points, conduct.score()));
        var kept = with(state, state.session().withConduct(conduct));
        if (conduct.score() < PeerFailure.BAN_SCORE) return Transition.to(kept, report);
        return broken(kept, new PeerFailure.ProtocolViolation(what, conduct.score()), now).after(List.of(report));
    }

    private Transition timedOut(State.Connected state, Timer timer, boolean progress, long now) {
        return switch (timer) {
            case PING -> pinged(state, now);
            case PONG -> ponged(state, progress, now);
            case HANDSHAKE, BACKOFF -> Transition.to(state);
        };
    }

    /// Never a second ping while one is outstanding.
    private Transition pinged(State.Connected state, long now) {
        var next = new Effect.Start(Timer.PING, config.connection().pingInterval());
        if (state.session().keepAlive().isPending()) return Transition.to(state, next);
        var ping = new Ping(nonce());
        var keepAlive = state.session().keepAlive().pinged(ping.nonce(), now, config.connection().pingTimeout());
        return Transition.to(with(state, state.session().withKeepAlive(keepAlive)), new Effect.Send(ping), new Effect.Start(Timer.PONG, keepAlive.look()), next);
    }

    /// The deadline stands still while bytes of a payload arrive: the pong may be stuck behind them.
    private Transition ponged(State.Connected state, boolean progress, long now) {
        if (!state.session().keepAlive().isPending()) return Transition.to(state);
        var keepAlive = progress ? state.session().keepAlive() : state.session().keepAlive().silent();
        if (keepAlive.patience().isZero()) return broken(state, new PeerFailure.PingTimeout(config.connection().pingTimeout()), now);
        return Transition.to(with(state, state.session().withKeepAlive(keepAlive)), new Effect.Start(Timer.PONG, keepAlive.look()));
    }

    private Transition broken(State.Connected state, PeerFailure failure, long now) {
        return endings.established(state, failure, now).after(List.of(new Effect.CloseLink()));
    }

    private Transition disconnected() {
        var report = new ControlEvent.ConnectionLost(role.peerId(), role.address(), role.inbound(), Optional.empty());
        return endings.done().after(List.of(new Effect.CloseLink(), new Effect.Report(report)));
    }

    private static State.Connected with(State.Connected state, Session session) {
        return new State.Connected(state.retries(), state.restarts(), state.version(), session, state.since());
    }

    private long nonce() {
        long nonce = random.nextLong();
        return nonce == 0 ? 1 : nonce;
    }
}
