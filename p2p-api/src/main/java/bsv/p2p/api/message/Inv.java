package bsv.p2p.api.message;

import java.util.List;

/// Announces transactions and blocks that the sender has.
///
/// @param items of type TX and BLOCK; any other type ends the connection
public record Inv(List<InventoryItem> items) implements Message {
    public static final Command COMMAND = new Command("inv");

    public Inv {
        items = PackedList.immutable(items);
    }

    @Override
    public Command command() {
        return COMMAND;
    }
}
