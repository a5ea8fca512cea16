package bsv.p2p.manager.connection;

import bsv.p2p.api.config.ConnectionConfig;
import bsv.p2p.api.config.ManagerConfig;
import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.error.Remedy;
import bsv.p2p.api.event.ControlEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What comes after a link is lost or given up: a restart, a wait, or the end.
final class Endings {
    private final Role role;
    private final ConnectionConfig config;
    private final boolean permitted;
    private final RandomGenerator random;

    Endings(Role role, ManagerConfig config, RandomGenerator random) {
        this.role = role;
        this.config = config.connection();
        this.permitted = config.bans().isPermitted(role.address().ip());
        this.random = random;
    }

    /// The link failed before the handshake was complete.
    Transition beforeHandshake(int retries, RestartWindow restarts, PeerFailure failure) {
        var report = new Effect.Report(new ControlEvent.ConnectionFailed(role.peerId(), role.address(), role.inbound(), failure));
        return remedied(failure.remedy(false), retries, restarts, failure).after(List.of(report));
    }

    /// An established connection was lost.
    Transition established(State.Connected was, PeerFailure failure, long now) {
        var report = new Effect.Report(new ControlEvent.ConnectionLost(role.peerId(), role.address(), role.inbound(), Optional.of(failure)));
        boolean stable = now - was.since() >= config.restarts().stableAfter().toNanos();
        int retries = stable ? 0 : was.retries();
        var restarts = was.restarts().at(now, config.restarts().restartWindow());
        boolean restart = failure.remedy(true) == Remedy.RESTART && !role.inbound() && !was.session().busy()
                && restarts.count() < config.restarts().maxRestarts();
        var next = restart ? restarted(retries, restarts.with(now)) : remedied(failure.remedy(true), retries, restarts, failure);
        return next.after(List.of(report));
    }

    /// The end, in good order.
    Transition done() {
        return new Transition(new State.Failed(Optional.empty()), List.of(new Effect.End(Effect.Verdict.DONE, Optional.empty())));
    }

    private Transition restarted(int retries, RestartWindow restarts) {
        var report = new ControlEvent.ConnectionRestarting(role.peerId(), role.address(), restarts.count(), Duration.ZERO);
        return Transition.to(new State.Connecting(retries, restarts), new Effect.Report(report), new Effect.OpenLink());
    }

    private Transition remedied(Remedy remedy, int retries, RestartWindow restarts, PeerFailure failure) {
        if (role.inbound()) return ended(remedy == Remedy.BAN && !permitted ? Effect.Verdict.BAN : Effect.Verdict.DONE, failure);
        if (role.feeler()) return ended(remedy == Remedy.BAN && !permitted ? Effect.Verdict.BAN : Effect.Verdict.INACCESSIBLE, failure);
        return switch (remedy) {
            case RETRY, RESTART -> retried(retries + 1, restarts, failure);
            case GIVE_UP -> role.fixed() ? retried(retries + 1, restarts, failure) : ended(Effect.Verdict.INACCESSIBLE, failure);
            case BAN -> banned(retries, restarts, failure);
        };
    }

    /// Fixed peers are banned when they are the wrong ones, not for points; permitted ones never.
    private Transition banned(int retries, RestartWindow restarts, PeerFailure failure) {
        boolean forPoints = failure instanceof PeerFailure.ProtocolViolation;
        if (role.fixed() && (forPoints || permitted)) return retried(retries + 1, restarts, failure);
        return ended(permitted ? Effect.Verdict.INACCESSIBLE : Effect.Verdict.BAN, failure);
    }

    private Transition retried(int retries, RestartWindow restarts, PeerFailure failure) {
        if (!role.fixed() && retries > config.backoff().maxRetries()) return ended(Effect.Verdict.INACCESSIBLE, failure);
        var delay = BackoffPolicy.delay(config.backoff(), retries - 1, random.nextDouble());
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.Report(new ControlEvent.ConnectionRestarting(role.peerId(), role.address(), 0, delay)));
        effects.add(new Effect.Wait(retries, delay));
        effects.add(new Effect.Start(Timer.BACKOFF, delay));
        return new Transition(new State.Disconnected(retries, restarts, false), effects);
    }

    private static Transition ended(Effect.Verdict verdict, PeerFailure failure) {
        return new Transition(new State.Failed(Optional.of(failure)), List.of(new Effect.End(verdict, Optional.of(failure))));
    }
}
