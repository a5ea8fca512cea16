package bsv.p2p.api.spi;

import bsv.p2p.api.error.PeerFailure;
import bsv.p2p.api.message.Message;
import bsv.p2p.api.stream.PayloadFacts;
import java.util.Optional;

/// Hears what happens on one link, always on the link's loop, one call at a time: [#opened] once, then messages, offers and faults, then
/// [#closed] once; or [#closed] alone if the connection never came about. Must not block. What it throws ends the link.
public interface LinkHandler {
    void opened(Link link);

    /// A whole message with a right checksum.
    ///
    /// @param frameBytes its bytes on the wire, header included: about what it holds of memory; 0 where nobody counts them, as on a virtual network
    void received(Link link, Message message, long frameBytes);

    /// A payload begins that is too large to be held. The handler may be asked late, when it paused the link before.
    ///
    /// @return who takes its bytes; empty: it is checked, dropped, and a [LinkFault.Discarded]
    default Optional<PayloadSink> offered(Link link, PayloadFacts facts) {
        return Optional.empty();
    }

    /// Something that is no message. The link goes on unless [LinkFault#endsStream]: then nothing more is read, and the handler
    /// decides what to say before it closes.
    void faulted(Link link, LinkFault fault);

    /// The end.
    ///
    /// @param failure why; `ConnectionReset` also for an end in good order by the peer. Empty if this side closed it
    void closed(Optional<PeerFailure> failure);
}
