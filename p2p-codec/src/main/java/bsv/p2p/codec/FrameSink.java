package bsv.p2p.codec;

import bsv.p2p.api.message.Message;
import bsv.p2p.api.spi.LinkFault;
import bsv.p2p.api.spi.PayloadSink;
import bsv.p2p.api.stream.PayloadFacts;
import java.util.Optional;

/// Hears what a [FrameReader] finds, in the order of the stream. May stop or close the reader, or set its limits, but not feed
/// it. What it throws comes out of [FrameReader#read]; the rest of those bytes is not read then.
public interface FrameSink {
    /// A whole message with a right checksum.
    ///
    /// @param frameBytes header and payload
    void message(Message message, long frameBytes);

    /// A payload above the threshold begins. It ends with the sink's `complete`, followed by a fault if the checksum is wrong; or with its
    /// `broken` when the reader stops before.
    ///
    /// @return empty: it is checked, dropped, and a [LinkFault.Discarded]
    default Optional<PayloadSink> payload(PayloadFacts facts) {
        return Optional.empty();
    }

    /// Something that is no message. If it [LinkFault#endsStream], it is the last thing this sink hears.
    void fault(LinkFault fault);
}
