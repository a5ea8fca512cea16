package bsv.p2p.manager.connection;

import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.AuthCh;
import bsv.p2p.api.message.AuthResp;
import bsv.p2p.api.message.Command;
import bsv.p2p.api.message.CreateStrm;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Ping;
import bsv.p2p.api.message.ProtoConf;
import bsv.p2p.api.message.Reject;
import bsv.p2p.api.message.RejectCode;
import bsv.p2p.api.message.RevokeMid;
import bsv.p2p.api.message.SendHeaders;
import bsv.p2p.api.message.StreamAck;
import bsv.p2p.api.message.Verack;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.peer.Services;
import bsv.p2p.api.spi.LinkFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;

/// The part of the machine for AWAITING_HANDSHAKE. Source of the order: net_processing.cpp of the reference node.
final class HandshakeRules {
    /// Lowest version spoken with: getheaders came with it. Source: version.h.
    private static final int MIN_PROTOCOL_VERSION = 31_800;
    /// From this version on peers know sendheaders.
    private static final int SENDHEADERS_VERSION = 70_012;

    private final Role role;
    private final ManagerConfig config;
    private final Endings endings;
    private final RandomGenerator random;
    private final LongPredicate isOurs;

    HandshakeRules(Role role, ManagerConfig config, Endings endings, RandomGenerator random, LongPredicate isOurs) {
        this.role = role;
        this.config = config;
        this.endings = endings;
        this.random = random;
        this.isOurs = isOurs;
    }

    Transition next(State.AwaitingHandshake state, Input input, long now) {
        return switch (input) {
            case Input.Received(Message message) -> received(state, message, now);
            case Input.Faulted(LinkFault fault) -> faulted(state, fault, now);
            case Input.LinkClosed(Optional<PeerFailure> failure) -> lost(state, failure);
            case Input.TimedOut(Timer timer, boolean _) -> timer == Timer.HANDSHAKE ? tookTooLong(state) : Transition.to(state);
            case Input.Disconnect(String _, Optional<PeerFailure> failure) ->
                    failure.isPresent() ? broken(state, failure.get()) : endings.done().after(List.of(new Effect.CloseLink()));
            case Input.Retire _ -> state.handshake().isComplete() ? turnedAway() : endings.done().after(List.of(new Effect.CloseLink()));
            case Input.Stay _ when state.handshake().isComplete() -> seated(state, now);
            case Input.WaitNoLonger _ -> Transition.to(state);
            case Input.Dial _, Input.Stay _, Input.LinkOpened _ -> throw ConnectionMachine.illegal(state, input);
        };
    }

    private Transition tookTooLong(State.AwaitingHandshake state) {
        return state.handshake().isComplete() ? turnedAway() : broken(state, timeout());
    }

    private PeerFailure timeout() {
        return new PeerFailure.HandshakeTimeout(role.overCapacity() ? config.listener().overCapacityTimeout() : config.connection().handshakeTimeout());
    }

    private Transition received(State.AwaitingHandshake state, Message message, long now) {
        var handshake = state.handshake();
        return switch (message) {
            case Version version when handshake.peerVersion().isEmpty() -> versionReceived(state, version, now);
            case Verack _ -> advanced(state, handshake.withVerackReceived(), List.of(), now);
            case Reject reject when reject.code() == RejectCode.TOOBUSY.value() -> Transition.to(state);
            case Reject reject -> Transition.to(with(state, handshake.withRefusal(describe(reject))));
            case AuthCh _ -> challenged(state, now);
            case AuthResp answer when handshake.peerVersion().isPresent() ->
                    RevokeMid.isCompressedKey(answer.publicKey()) ? challenged(state, now) : challenged(state, now).after(List.of(new Effect.Send(Conduct.NO_ANSWER)));
            case CreateStrm _ -> refused(state, CreateStrm.COMMAND, handshake.peerVersion().isPresent() ? RejectCode.NONSTANDARD : RejectCode.STREAM_SETUP, "no association has this id");
            case StreamAck _ -> violated(state, "streamack for a stream that nobody asked for");
            case Version _ -> punished(state, "second version", 1);
            default -> early(state, message.command());
        };
    }

    private Transition early(State.AwaitingHandshake state, Command command) {
        return punished(state, command + " before the handshake was complete", 1);
    }

    private Transition challenged(State.AwaitingHandshake state, long now) {
        var conduct = state.handshake().conduct().withChallenge(now);
        var counted = with(state, state.handshake().withConduct(conduct));
        return conduct.isFloodingWithChallenges() ? punished(counted, Conduct.CHALLENGE_FLOOD, Misbehavior.CHALLENGE_FLOOD) : Transition.to(counted);
    }

    private Transition versionReceived(State.AwaitingHandshake state, Version version, long now) {
        if (role.inbound() && isOurs.test(version.nonce().orElse(0))) {
            var recognized = new Effect.RecognizeSelf(version.nonce().orElse(0));
            return broken(state, new PeerFailure.HandshakeFailed("connected to itself")).after(List.of(recognized));
        }
        if (version.protocolVersion() < MIN_PROTOCOL_VERSION) {
            return refused(state, Version.COMMAND, RejectCode.OBSOLETE, "protocol version %d is below %d".formatted(version.protocolVersion(), MIN_PROTOCOL_VERSION));
        }
        if (!Services.has(version.services(), role.promisedServices())) {
            return refused(state, Version.COMMAND, RejectCode.NONSTANDARD, "expected services %s, offered %s"
                    .formatted(Services.describe(role.promisedServices()), Services.describe(version.services())));
        }
        var objection = VersionJudge.judge(version, config.bans());
        if (objection.isPresent()) return broken(state, objection.get());
        var effects = new ArrayList<Effect>();
        if (role.inbound()) effects.add(new Effect.SendVersion());
        effects.add(new Effect.Send(new Verack()));
        if (!role.overCapacity()) effects.add(protoConf());
        return advanced(state, state.handshake().answered(version), effects, now);
    }

    private Transition advanced(State.AwaitingHandshake state, Handshake handshake, List<Effect> effects, long now) {
        if (!handshake.isComplete()) return new Transition(with(state, handshake), effects);
        return (role.overCapacity() ? Transition.to(with(state, handshake), new Effect.AskForPlace()) : completed(state, handshake, now, List.of())).after(effects);
    }

    private Effect protoConf() {
        return new Effect.Send(ProtoConf.of(config.connection().payloads().maxRecvPayloadLength(), "Default"));
    }

    /// There is a place after all: from here on it is a caller like others.
    private Transition seated(State.AwaitingHandshake state, long now) {
        var accepted = new Effect.Report(new ControlEvent.InboundConnectionAccepted(role.peerId(), role.address()));
        return completed(state, state.handshake(), now, List.of(protoConf())).after(List.of(accepted));
    }

    private static Transition turnedAway() {
        return Transition.to(new State.Rejected(), new Effect.Send(Reject.of(Version.COMMAND, RejectCode.TOOBUSY, "no place for more connections")),
                new Effect.CloseLink(), new Effect.ReportTurnedAway(), new Effect.End(Effect.Verdict.DONE, Optional.empty()));
    }

    /// @param owed what was not sent before
    private Transition completed(State.AwaitingHandshake state, Handshake handshake, long now, List<Effect> owed) {
        var version = handshake.peerVersion().orElseThrow();
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.Stop(Timer.HANDSHAKE));
        effects.add(new Effect.Report(new ControlEvent.HandshakeComplete(role.peerId(), role.address(), role.inbound(), version.protocolVersion(),
                version.services(), version.userAgent().orElse(""), version.startHeight().orElse(-1), version.relay().orElse(true),
                Duration.ofNanos(now - handshake.since()))));
        return (role.feeler() ? felt(version) : established(state, handshake, version, now, owed)).after(effects);
    }

    /// It is there and one of ours: that was all we wanted to know.
    private Transition felt(Version version) {
        return endings.done().after(List.of(new Effect.Introduce(version), new Effect.CloseLink()));
    }

    private Transition established(State.AwaitingHandshake state, Handshake handshake, Version version, long now, List<Effect> owed) {
        var ping = new Ping(nonce());
        var keepAlive = KeepAlive.NEW.pinged(ping.nonce(), now, config.connection().pingTimeout());
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.Report(new ControlEvent.ConnectionEstablished(role.peerId(), role.address(), role.inbound())));
        effects.addAll(owed);
        if (version.protocolVersion() >= SENDHEADERS_VERSION) effects.add(new Effect.Send(new SendHeaders()));
        effects.add(new Effect.Send(ping));
        effects.add(new Effect.Start(Timer.PONG, keepAlive.look()));
        effects.add(new Effect.Start(Timer.PING, config.connection().pingInterval()));
        config.chainPin().ifPresent(pin -> effects.add(new Effect.Send(ChainCheck.question(pin))));
        effects.add(new Effect.Introduce(version));
        return new Transition(new State.Connected(state.retries(), state.restarts(), version,
                Session.begun(handshake.conduct()).withKeepAlive(keepAlive), now), effects);
    }

    private Transition faulted(State.AwaitingHandshake state, LinkFault fault, long now) {
        return switch (fault) {
            case LinkFault.WrongMagic(var expected, var received) -> broken(state, new PeerFailure.NetworkMismatch(expected, received));
            case LinkFault.Oversize _ -> punished(state, fault.describe(), PeerFailure.BAN_SCORE);
            case LinkFault.BadExtendedHeader _ -> violated(state, fault.describe());
            case LinkFault.Malformed(var command, _, _) -> unreadable(state, command, fault, now);
            case LinkFault.Discarded(var command, _, _) -> early(state, command);
            case LinkFault.BadChecksum _ -> checksumWrong(state, now);
            case LinkFault.BadCommand _ -> Transition.to(state);
        };
    }

    /// What nobody looks at now costs the same, readable or not.
    private Transition unreadable(State.AwaitingHandshake state, Command command, LinkFault fault, long now) {
        var transition = switch (command.name()) {
            case "version", "createstrm", "streamack" -> violated(state, fault.describe());
            case "authch" -> challenged(state, now);
            case "authresp" -> state.handshake().peerVersion().isPresent() ? challenged(state, now) : early(state, command);
            case "reject" -> Transition.to(state);
            default -> early(state, command);
        };
        return switch (command.name()) {
            case "version", "createstrm", "authresp" ->
                    transition.after(List.of(new Effect.Send(Reject.of(command, MessageJudge.answer(command).orElseThrow(), "error parsing message"))));
            default -> transition;
        };
    }

    private Transition violated(State.AwaitingHandshake state, String what) {
        return broken(state, new PeerFailure.ProtocolViolation(what, state.handshake().conduct().score()));
    }

    private Transition checksumWrong(State.AwaitingHandshake state, long now) {
        var conduct = state.handshake().conduct().withBadChecksum(now);
        var counted = with(state, state.handshake().withConduct(conduct));
        return conduct.isFlooding() ? punished(counted, "flood of wrong checksums", 1) : Transition.to(counted);
    }

    private Transition punished(State.AwaitingHandshake state, String what, int points) {
        var conduct = state.handshake().conduct().with(points);
        var report = new Effect.Report(new ControlEvent.PeerMisbehavior(role.peerId(), role.address(), role.inbound(), what, points, conduct.score()));
        var kept = with(state, state.handshake().withConduct(conduct));
        if (conduct.score() < PeerFailure.BAN_SCORE) return Transition.to(kept, report);
        return broken(kept, new PeerFailure.ProtocolViolation(what, conduct.score())).after(List.of(report));
    }

    private Transition lost(State.AwaitingHandshake state, Optional<PeerFailure> failure) {
        var refusal = state.handshake().refusal();
        PeerFailure why = refusal.isPresent() ? new PeerFailure.HandshakeFailed(refusal.get()) : failure.filter(f -> !(f instanceof PeerFailure.ConnectionReset))
                .orElseGet(PeerFailure.ClosedDuringHandshake::new);
        return endings.beforeHandshake(state.retries(), state.restarts(), why);
    }

    /// Says why before it closes.
    private Transition refused(State.AwaitingHandshake state, Command refused, RejectCode code, String reason) {
        return broken(state, new PeerFailure.HandshakeFailed(reason)).after(List.of(new Effect.Send(Reject.of(refused, code, reason))));
    }

    private Transition broken(State.AwaitingHandshake state, PeerFailure failure) {
        return endings.beforeHandshake(state.retries(), state.restarts(), failure).after(List.of(new Effect.CloseLink()));
    }

    private static State.AwaitingHandshake with(State.AwaitingHandshake state, Handshake handshake) {
        return new State.AwaitingHandshake(state.retries(), state.restarts(), handshake);
    }

    private static String describe(Reject reject) {
        var code = RejectCode.of(reject.code()).map(Enum::name).orElseGet(() -> "0x%02x".formatted(reject.code()));
        return "rejected " + reject.message() + " as " + code + ": " + reject.reason();
    }

    private long nonce() {
        long nonce = random.nextLong();
        return nonce == 0 ? 1 : nonce;
    }
}
