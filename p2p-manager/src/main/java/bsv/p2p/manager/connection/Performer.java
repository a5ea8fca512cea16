package bsv.p2p.manager.connection;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Version;
import bsv.p2p.api.spi.Link;
import java.time.Duration;
import java.util.Optional;

/// Does what the machine of a connection decided: to the link, to the timers, by the host. On the connection's loop only.
final class Performer {
    private final PeerConnection connection;
    private final CurrentLink link;
    private final Timers timers;
    private final OwnNonces nonces;
    private final Host host;
    private long ownNonce;

    Performer(PeerConnection connection, CurrentLink link, Timers timers, OwnNonces nonces, Host host) {
        this.connection = connection;
        this.link = link;
        this.timers = timers;
        this.nonces = nonces;
        this.host = host;
    }

    /// @param cause what the effect answers
    /// @param frameBytes length of the frame that the cause is about, where it is about one
    void perform(Effect effect, Input cause, long frameBytes) {
        if (effect instanceof Effect.Deliver && cause instanceof Input.Received(Message message)) host.deliver(connection, message, frameBytes);
        else perform(effect);
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Deliver _ -> throw new IllegalStateException("nothing came");
            case Effect.Send(Message message) -> send(message);
            case Effect.SendVersion _ -> sendVersion();
            case Effect.Start(Timer timer, Duration after) -> start(timer, after);
            case Effect.Stop(Timer timer) -> timers.stop(timer);
            case Effect.Report(ControlEvent event) -> host.report(connection, event);
            case Effect.CountRoundTrip(Duration took) -> host.countRoundTrip(took);
            case Effect.Introduce(Version version) -> {
                forgetNonce();
                host.introduced(connection, version);
            }
            case Effect.OpenLink _ -> host.open(connection, link.newHandler());
            case Effect.CloseLink _ -> link.close();
            case Effect.RecognizeSelf(long nonce) -> host.recognizedSelf(connection, nonce);
            case Effect.ReportTurnedAway _ -> host.turnedAway(connection);
            case Effect.Wait(int retries, Duration delay) -> host.waiting(connection, retries, delay);
            case Effect.AskForPlace _ -> host.askForPlace(connection);
            case Effect.FreePlace _ -> host.freePlace(connection);
            case Effect.End(Effect.Verdict verdict, Optional<PeerFailure> failure) -> {
                forgetNonce();
                host.ended(connection, verdict, failure);
            }
        }
    }

    /// The link is gone, and with it what was for it alone.
    void linkForgotten() {
        forgetNonce();
        timers.stopLinkTimers();
    }

    private void sendVersion() {
        ownNonce = nonces.next(connection.address());
        send(host.version(connection, ownNonce));
    }

    private void send(Message message) {
        link.get().ifPresent(open -> open.send(message));
    }

    private void forgetNonce() {
        if (ownNonce != 0) nonces.forget(ownNonce);
        ownNonce = 0;
    }

    private void start(Timer timer, Duration after) {
        if (timer == Timer.PONG) link.get().ifPresent(Link::takePayloadProgress);
        timers.start(timer, after);
    }
}
