package bsv.p2p.manager.connection;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.spi.LinkFault;
import java.util.Optional;

/// What can happen to a connection.
public sealed interface Input {
    /// A place was taken: dial.
    record Dial() implements Input {}

    /// The wait is over but there is no place or no need: give it up for now.
    record Retire() implements Input {}

    /// A place was found for a caller that shook hands without one.
    record Stay() implements Input {}

    /// There is reason to dial before the wait is over.
    record WaitNoLonger() implements Input {}

    /// The TCP connection stands.
    record LinkOpened() implements Input {}

    /// The TCP connection is over or was never made.
    ///
    /// @param failure empty if we closed it
    record LinkClosed(Optional<PeerFailure> failure) implements Input {}

    record Received(Message message) implements Input {}

    record Faulted(LinkFault fault) implements Input {}

    /// A timer ran out.
    ///
    /// @param progress whether since it was started bytes of a payload came, or we did not want to read any
    record TimedOut(Timer timer, boolean progress) implements Input {}

    /// Somebody here wants it to end.
    ///
    /// @param failure why, if it is the peer's fault
    record Disconnect(String reason, Optional<PeerFailure> failure) implements Input {}
}
