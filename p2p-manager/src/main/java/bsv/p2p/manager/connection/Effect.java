package bsv.p2p.manager.connection;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.event.ControlEvent;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.message.Version;
import java.time.Duration;
import java.util.Optional;

/// What a connection does, in the order given.
public sealed interface Effect {
    record OpenLink() implements Effect {}

    /// Writes what was sent, then closes. Nothing of this link is heard any more; its timers stop.
    record CloseLink() implements Effect {}

    record Send(Message message) implements Effect {}

    /// Sends our version, with a new nonce and the time of day.
    record SendVersion() implements Effect {}

    /// Tells that the caller was turned away because there was no place.
    record ReportTurnedAway() implements Effect {}

    /// Hands the message that came to subscribers.
    record Deliver() implements Effect {}

    record Start(Timer timer, Duration after) implements Effect {}

    record Stop(Timer timer) implements Effect {}

    record Report(ControlEvent event) implements Effect {}

    /// A ping was answered.
    record CountRoundTrip(Duration took) implements Effect {}

    /// The handshake is complete; follows the reports of it.
    record Introduce(Version version) implements Effect {}

    /// The peer's version carries a nonce of ours: we talk to ourselves.
    record RecognizeSelf(long nonce) implements Effect {}

    /// The place is free while we wait to dial again.
    ///
    /// @param retries failed dials in a row
    record Wait(int retries, Duration delay) implements Effect {}

    /// The wait is over, or a caller without a place has shaken hands: ask for one. The answer is [Input.Dial] or [Input.Stay], or
    /// [Input.Retire].
    record AskForPlace() implements Effect {}

    /// A place was given to a connection that is over: it goes back.
    record FreePlace() implements Effect {}

    /// Nothing more will come of this connection.
    record End(Verdict verdict, Optional<PeerFailure> failure) implements Effect {}

    /// What the end says about the peer.
    enum Verdict {
        /// Nothing against it.
        DONE,
        /// It could not be reached or talked to: leave it alone for long.
        INACCESSIBLE,
        /// Ban its address.
        BAN
    }
}
