package bsv.p2p.api.message;

import java.util.List;

/// Enriched block headers in chain order: the answer to [GetHdrsEn], or an announcement after [SendHdrsEn].
///
/// @param headers nodes send at most [#MAX_HEADERS], and no more than fit the receiver's payload limit
public record HdrsEn(List<EnrichedHeader> headers) implements Message {
    public static final Command COMMAND = new Command("hdrsen");
    /// Most headers that a node sends in one message.
    public static final int MAX_HEADERS = 2000;

    public HdrsEn {
        headers = PackedList.immutable(headers);
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
