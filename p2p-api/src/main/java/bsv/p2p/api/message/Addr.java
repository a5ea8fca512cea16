package bsv.p2p.api.message;

import java.util.List;

/// Tells addresses of nodes.
///
/// @param addresses more than [#MAX_ADDRESSES] cost the sender points
public record Addr(List<TimestampedAddress> addresses) implements Message {
    public static final Command COMMAND = new Command("addr");
    /// Most addresses that a node may send in one message.
    public static final int MAX_ADDRESSES = 1000;

    public Addr {
        addresses = PackedList.immutable(addresses);
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
